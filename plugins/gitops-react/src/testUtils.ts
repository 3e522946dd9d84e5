/**
 * Answers of the GitOps backend, for tests of what shows them.
 *
 * @packageDocumentation
 */
import {
  Application,
  Commit,
  CommitMark,
  Drift,
  EntityApplications,
  RequestedOperation,
  Sync,
  UNKNOWN_REVIEW,
} from '@backstage-gitops/plugin-gitops-common';
import { mutate } from 'swr';

/** Forgets what was loaded, as a page that is opened anew does. */
export async function forgetAnswers(): Promise<void> {
  await mutate(() => true, undefined);
}

type Part = Partial<Omit<Application, 'sync'>> & {
  sync?: Partial<Application['sync']>;
};

const since = { at: '2030-01-01T00:00:00.000Z', precision: 'exact' } as const;

/** An application in sync; a test says what is different about its own. */
export function anApplication({ sync, ...rest }: Part = {}): Application {
  const name = rest.name ?? 'checkout-production';
  return {
    id: `id-${name}`,
    engine: 'argocd',
    kind: 'Application',
    instance: 'main',
    namespace: 'argocd',
    name,
    environment: 'production',
    destination: { cluster: 'production', namespace: 'checkout' },
    dependsOn: [],
    sources: [
      {
        type: 'git',
        repoUrl: 'https://git.example.com/platform/deployments.git',
        path: 'apps/checkout/overlays/production',
        targetRevision: 'main',
      },
    ],
    deployedCommit: {
      sha: 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678',
      subject: 'Bump checkout to 1.4.2',
      author: 'Robin Example',
      at: '2030-01-01T00:00:00.000Z',
      url: 'https://git.example.com/platform/deployments/commit/a1b2c3d',
    },
    drift: null,
    health: { status: 'Healthy', since },
    operation: null,
    paused: null,
    automation: { enabled: false, selfHeal: false, prune: false },
    conditions: [],
    syncWindow: null,
    images: null,
    bindings: [],
    links: [],
    alert: null,
    observedAt: '2030-01-01T00:00:00.000Z',
    stale: false,
    ...rest,
    sync: {
      status: 'Synced',
      divergence: 'None',
      since,
      driftChecked: true,
      desired: { engine: [], git: [] },
      engineBehindGit: false,
      deployedRevisions: ['a1b2c3d4e5f60718293a4b5c6d7e8f9012345678'],
      relation: { state: 'same', ahead: 0, behind: 0 },
      pendingCommits: 0,
      ...sync,
    },
  };
}

/** An operation that was asked for and is under way; a test says what is different. */
export function aRequest(
  part: Partial<RequestedOperation> = {},
): RequestedOperation {
  return {
    id: 'operation-1',
    applicationId: 'id-checkout-production',
    type: 'sync',
    options: { prune: false },
    phase: 'Running',
    requestedBy: 'user:default/robin',
    requestedAt: '2030-01-01T00:00:00.000Z',
    finishedAt: null,
    ...part,
  };
}

/** A sync by the engine itself that succeeded; a test says what is different. */
export function aSync(part: Partial<Sync> = {}): Sync {
  return {
    id: 'sync-1',
    applicationId: 'id-checkout-production',
    phase: 'Succeeded',
    deployed: true,
    revisions: ['a1b2c3d4e5f60718293a4b5c6d7e8f9012345678'],
    commit: {
      sha: 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678',
      subject: 'Bump checkout to 1.4.2',
      author: 'Robin Example',
      at: '2030-01-01T00:00:00.000Z',
      url: 'https://git.example.com/platform/deployments/commit/a1b2c3d',
    },
    startedAt: '2030-01-01T00:00:00.000Z',
    finishedAt: '2030-01-01T00:00:12.000Z',
    repeats: null,
    initiatedBy: { automated: true },
    former: false,
    ...part,
  };
}

/** Of an application in production whose own path the commit touches and that has it. */
export function aMark(part: Partial<CommitMark> = {}): CommitMark {
  return {
    applicationId: 'id-checkout-production',
    environment: 'production',
    state: 'deployed',
    current: false,
    since: null,
    via: [],
    ...part,
  };
}

/** A commit that touches nothing and of which no host was asked; a test says what is different. */
export function aCommit(part: Partial<Commit> = {}): Commit {
  return {
    ...UNKNOWN_REVIEW,
    repository: 'https://git.example.com/platform/deployments.git',
    repositoryId: 'deployments',
    sha: 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678',
    subject: 'Bump checkout to 1.4.2',
    author: {
      name: 'Robin Example',
      email: 'robin@example.com',
      entityRef: null,
    },
    at: '2030-01-01T00:00:00.000Z',
    dateClamped: false,
    merge: false,
    url: 'https://git.example.com/platform/deployments/commit/a1b2c3d',
    marks: [],
    ...part,
  };
}

/** Somebody made two replicas five. */
export function aDrift(part: Partial<Drift> = {}): Drift {
  return {
    incidentId: 'incident-1',
    since,
    by: 'person',
    manager: 'kubectl-edit',
    total: 1,
    fields: [
      {
        resource: { group: 'apps', kind: 'Deployment', name: 'checkout' },
        change: 'changed',
        path: 'spec.replicas',
        desired: '2',
        live: '5',
        manager: 'kubectl-edit',
        by: 'person',
      },
    ],
    ...part,
  };
}

export function anAnswer(
  items: Application[],
  rest: Partial<EntityApplications> = {},
): EntityApplications {
  return {
    items,
    instances: [],
    environments: ['staging', 'production'],
    problems: [],
    ...rest,
  };
}
