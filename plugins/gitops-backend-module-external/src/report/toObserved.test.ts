import { observedApplicationSchema } from '@backstage-gitops/plugin-gitops-node';
import fc from 'fast-check';
import { everything, stack } from '../__testUtils__/reports';
import { reportedApplicationSchema } from './application';
import { withoutWord } from './overdue';
import { toObserved } from './toObserved';

const observedOf = (reported: object) =>
  toObserved(reportedApplicationSchema.parse(reported), []);

const time = fc
  .date({ min: new Date(0), max: new Date('2025-01-01'), noInvalidDate: true })
  .map(date => date.toISOString());
const words = fc.string({ unit: 'grapheme', maxLength: 200 });
const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._/:@+-]{0,20}$/);
const phase = fc.constantFrom('Running', 'Succeeded', 'Failed');

const reported = fc
  .record(
    {
      kind: fc.constantFrom('Stack', 'Fleet'),
      name,
      namespace: name,
      labels: fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), words),
      entityRefs: fc.uniqueArray(
        fc.stringMatching(/^component:[a-z]{1,9}\/[a-z]{1,9}$/),
      ),
      sources: fc.constant([]),
      sync: fc.record({
        status: fc.constantFrom('Synced', 'OutOfSync', 'Unknown'),
        byRevisionOnly: fc.boolean(),
        sourceChanged: fc.boolean(),
      }),
      health: fc.record(
        {
          status: fc.constantFrom('Healthy', 'Degraded', 'Missing', 'Unknown'),
          message: words,
          since: time,
        },
        { requiredKeys: ['status'] },
      ),
      drift: fc.constantFrom({ fields: [] }, everything.drift),
      syncs: fc.uniqueArray(
        fc.record(
          {
            key: fc.stringMatching(/^[a-z0-9]{1,9}$/),
            phase,
            deployed: fc.boolean(),
            startedAt: time,
            message: words,
          },
          { requiredKeys: ['key', 'phase', 'deployed', 'startedAt'] },
        ),
        { selector: ({ startedAt }) => startedAt, maxLength: 20 },
      ),
      conditions: fc.array(
        fc.record({ type: fc.constant('Plan'), message: words }),
        { maxLength: 5 },
      ),
    },
    { requiredKeys: ['kind', 'name', 'sources', 'sync', 'health'] },
  )
  .filter(each => reportedApplicationSchema.safeParse(each).success);

describe('a reported application', () => {
  it('becomes one that the core can keep and read again', () => {
    fc.assert(
      fc.property(reported, each => {
        const kept: unknown = JSON.parse(JSON.stringify(observedOf(each)));
        expect(observedApplicationSchema.parse(kept)).toEqual(
          observedApplicationSchema.parse(observedOf(each)),
        );
      }),
    );
  });

  it('is said to be no more than was told', () => {
    fc.assert(
      fc.property(reported, each => {
        const observed = observedOf(each);
        expect(observed.sync).toMatchObject(each.sync);
        expect(observed.health).toEqual(each.health);
        expect(observed.drift === null).toBe(each.drift === undefined);
        expect(observed.operation === null).toBe(!each.syncs?.length);
      }),
    );
  });

  it('is the same in whichever order it was told', () => {
    fc.assert(
      fc.property(reported, each => {
        const turned = {
          ...each,
          entityRefs: [...(each.entityRefs ?? [])].reverse(),
          syncs: [...(each.syncs ?? [])].reverse(),
        };
        expect(observedOf(turned)).toEqual(observedOf(each));
      }),
    );
  });

  it('is never fine, nor at work, once it is reported no more', () => {
    fc.assert(
      fc.property(reported, each => {
        const late = withoutWord(observedOf(each), '2026-11-20T10:00:00.000Z');
        expect(late.sync).toMatchObject({
          status: 'Unknown',
          comparisonFailed: expect.stringContaining('2026-11-20T10:00:00.000Z'),
        });
        expect(late.health.status).toBe('Unknown');
        expect(late.operation?.phase).not.toBe('Running');
        expect(late.syncs.map(sync => sync.phase)).not.toContain('Running');
      }),
    );
  });

  it('loses nothing of what can be told', () => {
    const { drift, links, conditions, paused, automation } =
      observedOf(everything);
    expect({ drift, links, conditions, paused, automation }).toEqual({
      drift: everything.drift,
      links: everything.links,
      conditions: everything.conditions,
      paused: everything.paused,
      automation: everything.automation,
    });
    expect(observedOf(everything)).toMatchObject({
      kind: 'Stack',
      namespace: 'platform',
      name: 'network/production',
      labels: everything.labels,
      entityRefs: everything.entityRefs,
      project: 'platform',
      destination: everything.destination,
      sources: everything.sources,
      sync: {
        status: 'Unknown',
        comparisonFailed: everything.sync.message,
        desiredRevisions: everything.sync.desiredRevisions,
        deployedRevisions: everything.sync.deployedRevisions,
        sourceChanged: true,
        byRevisionOnly: false,
      },
      health: everything.health,
      syncs: everything.syncs,
      operation: { phase: 'Failed', message: 'quota exceeded' },
    });
  });

  it('was deployed as it says, which may be never, or as nobody knows', () => {
    const sources = [{ type: 'oci', repoUrl: 'oci://example.com/a' }];
    const deployed = (revisions?: string[]) =>
      observedOf(
        stack('network', {
          sources,
          sync: {
            status: 'OutOfSync',
            byRevisionOnly: true,
            ...(revisions && { deployedRevisions: revisions }),
          },
        }),
      ).sync.deployedRevisions;
    expect(deployed(['1.2.0'])).toEqual(['1.2.0']);
    expect(deployed([])).toEqual([]);
    expect(deployed()).toEqual(['']);
    expect(observedOf(stack('network')).sync.deployedRevisions).toEqual(['']);
  });

  it('was not checked for drift where it does not say so', () => {
    expect(observedOf(stack('network')).drift).toBeNull();
    expect(
      observedOf(stack('network', { drift: { fields: [] } })).drift,
    ).toEqual({ fields: [], total: 0 });
  });
});
