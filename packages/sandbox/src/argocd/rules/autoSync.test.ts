import { Application, Automated } from '../application';
import { decideAutoSync } from './autoSync';

const source = { repoURL: 'http://git/acme/fleet.git', path: 'apps/shop' };
const now = new Date('2026-03-01T10:00:30Z');

function application({
  automated = {},
  status = 'OutOfSync',
  revision = 'new',
  last,
  requiresPruning = false,
}: {
  automated?: Automated;
  status?: string;
  revision?: string;
  last?: {
    revision: string;
    phase?: string;
    attempts?: number;
    finishedAt?: string;
    dryRun?: boolean;
  };
  requiresPruning?: boolean;
}): Application {
  return {
    metadata: { name: 'shop', namespace: 'argocd' },
    spec: {
      project: 'default',
      source,
      destination: { namespace: 'shop' },
      syncPolicy: { automated },
    },
    status: {
      sync: { status, revision },
      resources: [
        {
          group: 'apps',
          kind: 'Deployment',
          namespace: 'shop',
          name: 'web',
          status,
          ...(requiresPruning && { requiresPruning }),
        },
      ],
      ...(last && {
        operationState: {
          phase: last.phase ?? 'Succeeded',
          message: 'words',
          startedAt: '2026-03-01T10:00:00Z',
          finishedAt: last.finishedAt ?? '2026-03-01T10:00:00Z',
          operation: {
            sync: {
              revision: last.revision,
              source,
              ...(last.dryRun && { dryRun: true }),
              ...(last.attempts && { autoHealAttemptsCount: last.attempts }),
            },
          },
        },
      }),
    },
  };
}

const decide = (options: Parameters<typeof application>[0]) =>
  decideAutoSync(application(options), now);

describe('decideAutoSync', () => {
  it.each([
    ['in sync', { status: 'Synced' }],
    ['unknown', { status: 'Unknown' }],
    ['switched off', { automated: { enabled: false } }],
    ['only pruning is left', { requiresPruning: true }],
    ['drifted without selfHeal', { last: { revision: 'new' } }],
  ])('does nothing when %s', (_name, options) => {
    expect(decide(options)).toEqual({ act: 'none' });
  });

  it('does nothing while an operation is set', () => {
    const app = { ...application({}), operation: {} };
    expect(decideAutoSync(app, now)).toEqual({ act: 'none' });
  });

  it.each([
    ['nothing was ever synced', undefined],
    ['the last sync was of another revision', { revision: 'old' }],
    ['the last one was a dry run', { revision: 'new', dryRun: true }],
  ])('syncs in full when %s', (_name, last) => {
    expect(decide({ automated: { prune: true }, last })).toEqual({
      act: 'sync',
      operation: {
        sync: { revision: 'new', prune: true, source },
        initiatedBy: { automated: true },
        retry: { limit: 5 },
      },
    });
  });

  it('reports a failure instead of trying the same again', () => {
    const last = { revision: 'new', phase: 'Failed' };
    expect(decide({ automated: { selfHeal: true }, last })).toEqual({
      act: 'report',
      message: 'Failed last sync attempt to [new]: words',
    });
  });

  it('heals what is out of sync, at once and then ever later', () => {
    const automated = { selfHeal: true };
    expect(decide({ automated, last: { revision: 'new' } })).toMatchObject({
      act: 'sync',
      operation: {
        sync: {
          resources: [{ group: 'apps', kind: 'Deployment', name: 'web' }],
          autoHealAttemptsCount: 1,
        },
      },
    });
    const recent = { revision: 'new', finishedAt: '2026-03-01T10:00:29Z' };
    expect(decide({ automated, last: { ...recent, attempts: 1 } })).toEqual({
      act: 'wait',
      seconds: 1,
    });
    expect(decide({ automated, last: { ...recent, attempts: 3 } })).toEqual({
      act: 'wait',
      seconds: 17,
    });
    expect(
      decide({ automated, last: { revision: 'new', attempts: 3 } }),
    ).toMatchObject({ act: 'sync' });
  });
});
