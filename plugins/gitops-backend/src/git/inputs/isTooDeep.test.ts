import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { isTooDeep } from './isTooDeep';

const MANY = 3000;

/** Maps in each other, indented. */
function indented(levels: number): string {
  return Array.from(
    { length: levels },
    (_, level) => `${' '.repeat(level)}a:`,
  ).join('\n');
}

/** How deep collections really nest, without recursion. */
function depthOf(text: string): number {
  let deepest = 0;
  const open = [parseAllDocuments(text, { logLevel: 'silent' })]
    .flat()
    .map(document => ({ node: document.toJS(), depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, depth } = next;
    deepest = Math.max(deepest, depth);
    if (node && typeof node === 'object') {
      for (const child of Object.values(node)) {
        open.push({ node: child, depth: depth + 1 });
      }
    }
  }
  return deepest;
}

describe('isTooDeep', () => {
  it.each([
    ['lists', `a: ${'['.repeat(MANY)}${']'.repeat(MANY)}`],
    ['lists that never end', '['.repeat(MANY)],
    ['maps', `${'{a: '.repeat(MANY)}${'}'.repeat(MANY)}`],
    ['lists closed in comments only', 'a: [ # ]\n  '.repeat(MANY)],
    ['lists closed in texts only', '["]", '.repeat(MANY)],
    ['items', `${'- '.repeat(MANY)}a`],
    ['items behind tabs', '-\t'.repeat(MANY)],
    ['items with anchors', '- &a '.repeat(MANY)],
    ['keys', '? '.repeat(MANY)],
    ['values', 'a: '.repeat(MANY)],
    ['pairs in a list', `[${'a: '.repeat(MANY)}]`],
    ['keys in a list', `[${'? '.repeat(MANY)}]`],
    ['pairs in lists', `[${'a: '.repeat(50)}`.repeat(MANY)],
    ['lines', indented(MANY)],
  ])('is so of many %s', (_, text) => {
    expect(isTooDeep(text)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['long', 'a: [1, { b: c }]\nd:\n  - e: f\n'.repeat(MANY)],
    ['JSON in one line', JSON.stringify(Array(MANY).fill({ a: [{ b: 1 }] }))],
    ['JSON', JSON.stringify(Array(MANY).fill({ a: [{ b: 1 }] }), null, 8)],
    ['brackets in texts', `a: "${'['.repeat(MANY)}"`],
    ['brackets in a block', `a: |\n  ${'- ['.repeat(MANY)}\n`],
    ['a wide line in a block', `a: |\n  b\n${' '.repeat(MANY)}- c\n`],
    ['a template', '{{- if .Values.on }}\na: {{ .b }}\n{{- end }}\n'],
    ['in itself deep', indented(90)],
  ])('is not so of what is %s', (_, text) => {
    expect(isTooDeep(text)).toBe(false);
  });

  it('lets nothing deep pass, whatever it is made of', () => {
    const part = fc.constantFrom(
      ...['[', ']', '{', '}', 'a: ', '- ', '? ', ', ', '\n', '  ', '"]"', '#]'],
    );
    const text = fc
      .tuple(fc.array(part, { maxLength: 8 }), fc.nat(60))
      .map(([parts, times]) => parts.join('').repeat(times));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), texts => {
        const whole = texts.join('');
        fc.pre(!isTooDeep(whole));
        // Lists may stand in the column of their key.
        expect(depthOf(whole)).toBeLessThan(220);
      }),
    );
  });
});
