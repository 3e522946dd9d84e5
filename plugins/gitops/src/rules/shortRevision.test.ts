import { shortRevision } from './shortRevision';

const SHA = 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678';

describe('shortRevision', () => {
  it.each([
    [SHA, 'a1b2c3d'],
    [`main@sha1:${SHA}`, 'main@sha1:a1b2c3d'],
    [`1.2.3@sha256:${SHA}${SHA.slice(0, 24)}`, '1.2.3@sha256:a1b2c3d'],
    ['6.5.4', '6.5.4'],
    ['release-deadbeef', 'release-deadbeef'],
  ])('writes %s as %s', (revision, short) => {
    expect(shortRevision(revision)).toBe(short);
  });
});
