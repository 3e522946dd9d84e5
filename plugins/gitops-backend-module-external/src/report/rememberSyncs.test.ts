import { ObservedSync } from '@backstage-gitops/plugin-gitops-node';
import { rememberSyncs } from './rememberSyncs';

const run = (
  minute: number,
  phase: ObservedSync['phase'] = 'Succeeded',
): ObservedSync => ({
  key: `run-${minute}`,
  phase,
  deployed: phase === 'Succeeded',
  revisions: [],
  startedAt: new Date(minute * 60_000).toISOString(),
});

const keys = (...args: Parameters<typeof rememberSyncs>) =>
  rememberSyncs(...args).syncs.map(({ key, phase }) => `${key} ${phase}`);

describe('rememberSyncs', () => {
  it('adds what each pipeline tells, in order', () => {
    expect(keys([run(1), run(3)], [run(2, 'Failed')])).toEqual([
      'run-1 Succeeded',
      'run-2 Failed',
      'run-3 Succeeded',
    ]);
  });

  it('keeps all where nothing is told of any', () => {
    expect(keys([run(1), run(2, 'Running')], undefined)).toEqual([
      'run-1 Succeeded',
      'run-2 Running',
    ]);
  });

  it('tells how one ended, and takes none for running that nobody tells of', () => {
    const before = [run(1, 'Running'), run(2, 'Running')];
    expect(keys(before, [run(2, 'Failed')])).toEqual(['run-2 Failed']);
    expect(keys(before, [])).toEqual([]);
  });

  it('keeps the end of long messages, of what is told as of what was told before', () => {
    const message = `${'log '.repeat(2_499)}Exit 1.`;
    const { syncs, operation } = rememberSyncs(
      [{ ...run(1, 'Failed'), message }],
      [{ ...run(2, 'Failed'), message }, run(0)],
    );
    const kept = syncs.map(sync => sync.message);
    expect(kept.map(each => each?.length)).toEqual([undefined, 2000, 2000]);
    expect(kept[1]).toMatch(/^….* log Exit 1\.$/s);
    expect(operation?.message).toBe(kept[2]);
    expect(rememberSyncs(syncs, undefined).syncs).toEqual(syncs);
    const emoji = { ...run(1), message: '😀'.repeat(1_500) };
    const [{ message: whole = '' }] = rememberSyncs([], [emoji]).syncs;
    // What is none of whole characters it would refuse.
    expect(() => encodeURIComponent(whole)).not.toThrow();
  });

  it('keeps the newest 20, and the newest is the last operation', () => {
    const { syncs, operation } = rememberSyncs(
      Array.from({ length: 20 }, (_, index) => run(index)),
      [run(20, 'Failed')],
    );
    expect([syncs.length, syncs[0].key]).toEqual([20, 'run-1']);
    expect(operation).toMatchObject({ phase: 'Failed' });
    expect(rememberSyncs([], undefined).operation).toBeNull();
  });
});
