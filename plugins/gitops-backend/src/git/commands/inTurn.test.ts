import { inTurn } from './inTurn';

describe('inTurn', () => {
  const mirror = (signal = new AbortController().signal) => ({
    gitDir: '/mirrors/one.git',
    signal,
  });

  it('lets one write at a time, and nobody wait who has left', async () => {
    const said: string[] = [];
    let finish = () => {};
    const first = inTurn(mirror(), async () => {
      await new Promise<void>(resolve => {
        finish = resolve;
      });
      said.push('first');
    });
    const leaving = new AbortController();
    const second = inTurn(mirror(leaving.signal), async () =>
      said.push('second'),
    );
    const third = inTurn(mirror(), async () => said.push('third'));
    leaving.abort();
    await expect(second).rejects.toThrow('Git was stopped before its turn');
    expect(said).toEqual([]);
    finish();
    await Promise.all([first, third]);
    expect(said).toEqual(['first', 'third']);
  });
});
