import { Kept } from './Kept';

/** Answers with how often it was asked. */
function counter() {
  let asked = 0;
  return async () => {
    asked += 1;
    return asked;
  };
}

describe('Kept', () => {
  const now = jest.spyOn(performance, 'now');
  beforeEach(() => now.mockReturnValue(0));
  afterAll(() => now.mockRestore());

  it('asks once for all who want the same at a time, and again when it is old', async () => {
    const kept = new Kept<number>({ keepMs: 10, max: 5 });
    const ask = counter();
    const get = () => kept.get('a', ask);
    expect(await Promise.all([get(), get()])).toEqual([1, 1]);
    now.mockReturnValue(9);
    expect(await get()).toBe(1);
    now.mockReturnValue(10);
    expect(await get()).toBe(2);
  });

  it('counts from when the answer came', async () => {
    const kept = new Kept<number>({ keepMs: 10, max: 5 });
    const ask = counter();
    let go = () => {};
    const gone = new Promise<void>(resolve => {
      go = resolve;
    });
    const slow = kept.get('a', async () => {
      await gone;
      return ask();
    });
    now.mockReturnValue(100);
    const second = kept.get('a', ask);
    go();
    expect(await Promise.all([slow, second])).toEqual([1, 1]);
    now.mockReturnValue(109);
    expect(await kept.get('a', ask)).toBe(1);
  });

  it('keeps the latest, apart from each other, but no failure', async () => {
    const kept = new Kept<string>({ keepMs: 10, max: 2 });
    for (const [n, key] of ['a', 'b', 'c'].entries()) {
      now.mockReturnValue(n);
      expect(await kept.get(key, async () => key)).toBe(key);
    }
    const again = async () => 'again';
    expect(await kept.get('c', again)).toBe('c');
    expect(await kept.get('a', again)).toBe('again');
    await expect(
      kept.get('d', () => Promise.reject(new Error('not there'))),
    ).rejects.toThrow('not there');
    expect(await kept.get('d', again)).toBe('again');
  });
});
