import { diffLines, patchLines } from './diffLines';

const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => `line ${from + n}`).join(
    '\n',
  );

describe('diffLines', () => {
  it('shows changes with what is around them, and a gap between', () => {
    const desired = lines(1, 30);
    const live = desired.replace('line 5', 'five').replace('line 25', 'many');
    const drawn = diffLines(desired, live);
    expect(drawn.filter(({ type }) => type !== 'same')).toEqual([
      { type: 'removed', text: 'line 5' },
      { type: 'added', text: 'five' },
      { type: 'gap', text: '' },
      { type: 'removed', text: 'line 25' },
      { type: 'added', text: 'many' },
    ]);
    expect(drawn.filter(({ type }) => type === 'same')).toHaveLength(12);
  });

  it('leaves the rest of a long one out, and shows that', () => {
    const drawn = diffLines('', lines(1, 3_000));
    expect(drawn).toHaveLength(2_001);
    expect(drawn.at(-1)).toEqual({ type: 'gap', text: '' });
  });

  it('has nothing to show of what is the same', () => {
    expect(diffLines('a: 1\n', 'a: 1\n')).toEqual([]);
  });

  it('does not mind how the last line ends', () => {
    expect(diffLines('a: 1', 'a: 2\n')).toEqual([
      { type: 'removed', text: 'a: 1' },
      { type: 'added', text: 'a: 2' },
    ]);
  });
});

describe('patchLines', () => {
  it('has the lines of each hunk, and says where it is', () => {
    const patch = [
      '@@ -1,2 +1,2 @@',
      ' spec:',
      '--- replicas: 2',
      '+++ replicas: 5',
      '\\ No newline at end of file',
      '@@ -9 +9 @@ kind: Service',
      '+',
      '',
    ].join('\n');
    expect(patchLines(patch).lines).toEqual([
      { type: 'gap', text: '@@ -1,2 +1,2 @@' },
      { type: 'same', text: 'spec:' },
      { type: 'removed', text: '-- replicas: 2' },
      { type: 'added', text: '++ replicas: 5' },
      { type: 'gap', text: '@@ -9 +9 @@ kind: Service' },
      { type: 'added', text: '' },
    ]);
  });

  it('leaves the rest of a long one out, and counts it', () => {
    const { lines: drawn, ...rest } = patchLines(
      `@@ -1 +1,3000 @@\n${'+line\n'.repeat(3_000)}-line\n`,
    );
    expect(drawn).toHaveLength(2_001);
    expect(rest).toEqual({ added: 3_000, removed: 1, isCut: true });
  });
});
