import { stripCredentials } from './stripCredentials';

describe('stripCredentials', () => {
  it.each([
    ['https://robin:canary@git.example.com/a', 'https://git.example.com/a'],
    ['HTTPS://canary@git.example.com/a', 'HTTPS://git.example.com/a'],
    ['ssh://git@git.example.com/a', 'ssh://git@git.example.com/a'],
    ['ssh://git:canary@git.example.com/a', 'ssh://git@git.example.com/a'],
    ['git@git.example.com:org/a.git', 'git@git.example.com:org/a.git'],
    [
      'GET https://x:canary@a.example.com and https://b.example.com/@c',
      'GET https://a.example.com and https://b.example.com/@c',
    ],
  ])('%p', (text, expected) => {
    expect(stripCredentials(text)).toBe(expected);
  });

  it('is quick with long text', () => {
    const started = performance.now();
    stripCredentials(`a${'a:'.repeat(200_000)}//${'x'.repeat(200_000)}`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
