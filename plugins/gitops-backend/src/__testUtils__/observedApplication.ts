import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';

export const REVISION_1 = '1'.repeat(40);
export const REVISION_2 = '2'.repeat(40);

/** An application that is Synced and Healthy, but for what is said otherwise. */
export function observedApplication(
  overrides: Partial<Omit<ObservedApplication, 'sync'>> & {
    sync?: Partial<ObservedApplication['sync']>;
  } = {},
): ObservedApplication {
  return {
    kind: 'Application',
    namespace: 'argocd',
    name: 'guestbook',
    uid: 'uid-1',
    labels: {},
    dependsOn: [],
    syncs: [],
    entityRefs: [],
    project: 'default',
    destination: { cluster: 'prod-1', namespace: 'guestbook' },
    sources: [
      {
        type: 'git',
        repoUrl: 'https://git.example.com/org/deploy.git',
        path: 'guestbook',
        targetRevision: 'main',
      },
    ],
    drift: null,
    health: { status: 'Healthy' },
    operation: null,
    request: null,
    changes: null,
    paused: null,
    automation: { enabled: true, selfHeal: false, prune: false },
    conditions: [],
    syncWindows: [],
    images: null,
    links: [],
    ...overrides,
    sync: {
      status: 'Synced',
      desiredRevisions: [REVISION_1],
      deployedRevisions: [REVISION_1],
      sourceChanged: false,
      byRevisionOnly: false,
      ...overrides.sync,
    },
  };
}
