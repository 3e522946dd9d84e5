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
