import { observedApplication } from '../__testUtils__/observedApplication';
import { storable } from './storable';

describe('storable', () => {
  it('changes nothing else', () => {
    const seen = observedApplication();
    expect(storable(seen)).toEqual(seen);
  });

  it('leaves no credentials anywhere', () => {
    const url = 'https://robin:canary@git.example.com/a.git';
    const seen = observedApplication({
      sources: [{ type: 'git', repoUrl: url }],
      sync: { status: 'Unknown', comparisonFailed: `fetch ${url} failed` },
      health: { status: 'Degraded', message: url },
      links: [{ title: 'Repository', url }],
    });
    expect(JSON.stringify(storable(seen))).not.toContain('canary');
  });

  it('keeps other odd characters, but not NUL', () => {
    const seen = observedApplication({
      project: 'a\0b\u202e\n',
      labels: { a: '\0' },
    });
    expect(storable(seen)).toMatchObject({
      project: 'ab\u202e\n',
      labels: { a: '' },
    });
  });

  it('keeps no half of a character, of which PostgreSQL can read nothing', () => {
    const cut = '\u{1f600}'.slice(0, 1);
    const seen = observedApplication({ project: `a${cut}…`, labels: {} });
    expect(storable(seen).project).toBe('a\ufffd…');
    expect(storable('\u{1f600}')).toBe('\u{1f600}');
  });
});
