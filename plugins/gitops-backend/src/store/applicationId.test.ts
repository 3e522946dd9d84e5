import fc from 'fast-check';
import { applicationId } from './applicationId';

const key = { kind: 'Application', namespace: 'argocd', name: 'guestbook' };

describe('applicationId', () => {
  it('is the same for ever', () => {
    expect(applicationId('argocd', 'main', key)).toBe('AP6QMcPcTsV29c0ZX2rbad');
  });

  it('is safe in a URL, and keeps apart what differs in any part', () => {
    const part = fc.string({ maxLength: 20 });
    const parts = fc.tuple(part, part, part, part, part);
    const idOf = ([engine, instance, kind, namespace, name]: string[]) =>
      applicationId(engine, instance, { kind, namespace, name });
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        expect(idOf(a)).toMatch(/^[A-Za-z0-9_-]{22}$/);
        expect(idOf(a) === idOf(b)).toBe(
          JSON.stringify(a) === JSON.stringify(b),
        );
      }),
    );
  });
});
