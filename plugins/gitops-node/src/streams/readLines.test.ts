import { readLines } from './readLines';

async function* chunksOf(text: string, size: number) {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) {
    yield bytes.slice(at, at + size);
  }
}

async function read(text: string, size: number, maxLength = 100) {
  const lines: string[] = [];
  for await (const line of readLines(chunksOf(text, size), maxLength)) {
    lines.push(line);
  }
  return lines;
}

describe('readLines', () => {
  const text = 'first\n\nzwölf 😀\nlast';

  it.each([1, 2, 3, 7, 100])(
    'reads lines from chunks of %s bytes',
    async size => {
      expect(await read(text, size)).toEqual(['first', '', 'zwölf 😀', 'last']);
    },
  );

  it('does not make a line of the end of the last one', async () => {
    expect(await read('a\n', 1)).toEqual(['a']);
    expect(await read('', 1)).toEqual([]);
  });

  it.each([1, 50])('refuses a line that is too long', async size => {
    await expect(read('x'.repeat(11), size, 10)).rejects.toThrow(
      'A line is longer than 10 characters',
    );
    expect(await read(`${'x'.repeat(10)}\n`.repeat(5), size, 10)).toHaveLength(
      5,
    );
  });
});
