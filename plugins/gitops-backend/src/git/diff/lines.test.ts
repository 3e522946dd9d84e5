import { cleanLines, firstLines } from './cleanLines';
import { holdsSecret } from './holdsSecret';

describe('cleanLines', () => {
  it('shows control characters and marks of direction by signs, and keeps the lines', () => {
    expect(cleanLines('+a\tb\r\n-\u001b[31m\u202ex\u0085')).toBe(
      '+a\tb␍\n-␛[31m\ufffdx\ufffd',
    );
  });
});

describe('firstLines', () => {
  it('cuts at the end of a line where there is one', () => {
    expect(firstLines('ab\ncd\n', 6)).toBe('ab\ncd\n');
    expect(firstLines('ab\ncd\n', 5)).toBe('ab\n');
    expect(firstLines('abcdef', 3)).toBe('abc');
  });
});

describe('holdsSecret', () => {
  it.each([
    ['kind: Secret\nstringData:\n  a: b', true],
    ['- kind: "Secret"\n  data: {a: Yg==}', true],
    ['{"kind":"Secret","data":{"a":"Yg=="}}', true],
    ['secretGenerator:\n  - name: a\n    literals: [b=c]', true],
    [
      'patches:\n  - target: {kind: Secret}\n    patch: "[{op: add, path: /data/a, value: Yg==}]"',
      true,
    ],
    ['valuesFrom:\n  - kind: Secret\n    name: a', false],
    ['kind: SecretStore\ndata: {}', false],
    ['kind: SealedSecret\ndata: {}', false],
    ['kind: ConfigMap\ndata: {}', false],
  ])('%p: %p', (contents, expected) => {
    expect(holdsSecret(contents)).toBe(expected);
  });
});
