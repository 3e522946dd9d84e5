import { safeLink } from './safeLink';

describe('safeLink', () => {
  it.each([
    ['https://git.example.com/a/b', 'https://git.example.com/a/b'],
    ['http://127.0.0.1:7010/a', 'http://127.0.0.1:7010/a'],
    ['javascript:alert(1)', null],
    [' javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['https://user:secret@git.example.com/', null],
    ['git@git.example.com:a/b.git', null],
    ['ssh://git@git.example.com/a/b', null],
    ['', null],
    [undefined, null],
  ])('%s', (url, link) => {
    expect(safeLink(url)).toBe(link);
  });
});
