import { observedApplicationSchema } from '@backstage-gitops/plugin-gitops-node';
import { mergePatched } from '../__testUtils__/mergePatched';
import { recording } from '../__testUtils__/recordings';
import { APPLICATION_KINDS } from './application';
import { parseSource } from './source';

const kustomization = recording('kustomization/ready-minimal');
const release = recording('helm/installed');
const KINDS: Array<Record<string, unknown>> = [
  { ...kustomization, kind: 'Kustomization' },
  { ...release, kind: 'HelmRelease' },
];

/** The recorded application with this changed, as it is told. */
function told(
  { kind, object, source }: Record<string, unknown>,
  patch: unknown,
  sourcePatch: unknown = {},
) {
  const found = parseSource(mergePatched(source, sourcePatch)) ?? 'missing';
  const application = APPLICATION_KINDS.find(each => each.kind === kind)?.parse(
    mergePatched(object, patch),
  );
  return observedApplicationSchema.parse(
    application?.project(() => found, { cluster: 'edge' }),
  );
}

const condition = (status: string, message: string, reason = 'Odd') => ({
  status: {
    conditions: ['Ready', 'Healthy'].map(type => ({
      ...{ type, status, reason, message },
      lastTransitionTime: '2030-01-01T00:00:00Z',
    })),
  },
});

describe.each(KINDS)('what is wrong with a $kind', each => {
  it('no status at all is nothing known, and nothing well', () => {
    expect(told(each, { status: null })).toMatchObject({
      sync: { deployedRevisions: [] },
      health: { status: 'Unknown' },
      operation: null,
      syncs: [],
    });
    expect(told(each, { status: null }).sync.status).not.toBe('Synced');
  });

  it('a status or a spec of another shape is read as none', () => {
    for (const odd of [{ status: 'odd' }, { status: { conditions: 5 } }]) {
      expect(told(each, odd).health.status).toBe('Unknown');
      expect(told(each, odd).sync.status).toBe('Unknown');
    }
    expect(told(each, { spec: [] }).sync.status).toBe('Unknown');
  });

  it('words that nobody knows are not taken for well', () => {
    const odd = told(each, condition('Perhaps', 'who knows'));
    expect(odd.health.status).toBe('Unknown');
    expect(odd.operation).toBeNull();
    const history = [{ ...Object(each.object).status.history[0] }];
    for (const key of ['status', 'lastReconciledStatus']) {
      if (key in history[0]) history[0][key] = 'Perhaps';
    }
    const syncs = told(each, { status: { history } }).syncs;
    expect(syncs.filter(({ phase }) => phase === 'Succeeded')).toEqual([]);
  });

  it('1.5 MB of it are a small record', () => {
    const huge = 'x'.repeat(300_000);
    const many = Array.from({ length: 5000 }, (_, i) => ({ name: `n${i}` }));
    const entries = Array.from({ length: 10_000 }, (_, i) => ({
      id: `shop_web-${i}_apps_Deployment`,
      v: 'v1',
    }));
    const patch = mergePatched(condition('False', huge, huge), {
      metadata: {
        annotations: {
          'kubectl.kubernetes.io/last-applied-configuration': huge,
          'backstage.io/gitops-request-id': huge,
          'backstage.io/entity-ref': huge,
        },
      },
      spec: { path: huge, targetNamespace: huge, dependsOn: many },
      status: { inventory: { entries }, lastAttemptedRevision: huge },
    });
    const observed = told(each, patch, { spec: { url: huge } });
    expect(JSON.stringify(observed).length).toBeLessThan(60_000);
  });

  it.each(['\u202e', '\u2066', '\u0000', '\u001b[31m', '\n', '\ud83d\ude00'])(
    'the character %j, which may turn text around, stays text, however much there is',
    mark => {
      for (const length of [0, 1, 1998, 1999, 2000, 1_000_000]) {
        const message = `${mark}${'x'.repeat(length)}${mark}`;
        const observed = told(each, condition('False', message));
        const [{ message: shown = '' }] = observed.conditions;
        expect(shown.length).toBeLessThanOrEqual(2000);
        expect(message.startsWith(shown.replace(/\u2026$/, ''))).toBe(true);
      }
    },
  );

  it.each(['javascript', 'data', 'ssh'])(
    'an address of a source that begins with %s is text, and no link',
    scheme => {
      const url = `${scheme}:alert(1)`;
      const { links, sources } = told(each, {}, { spec: { url } });
      expect(links).toEqual([]);
      expect(sources).toHaveLength(1);
    },
  );
});
