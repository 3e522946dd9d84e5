import {
  readCommitPlace,
  readCommitsFilter,
  writeCommitPlace,
  writeCommitsFilter,
} from './commitsUrl';

const nothing = new URLSearchParams();
const sha = 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678';

describe('the address of commits', () => {
  it('is read as it was written', () => {
    const filter = {
      text: 'pay & more',
      author: 'robin@example.com',
      environment: 'production',
      application: 'id 1',
    };
    expect(readCommitsFilter(writeCommitsFilter(nothing, filter))).toEqual(
      filter,
    );
    const place = { repositoryId: 'a/b', sha };
    expect(readCommitPlace(writeCommitPlace(nothing, place))).toEqual(place);
  });

  it('keeps what else it says', () => {
    const search = new URLSearchParams(`text=a&other=1&commit=r/${sha}`);
    expect(writeCommitsFilter(search, {}).toString()).toBe(
      `other=1&commit=r%2F${sha}`,
    );
    expect(writeCommitPlace(search, undefined).toString()).toBe(
      'text=a&other=1',
    );
  });

  it.each(['', 'r', 'r/', `/${sha}`, 'r/main', `r/${sha}z`, `${sha}/r`])(
    'opens no commit by %p',
    text => {
      expect(
        readCommitPlace(new URLSearchParams({ commit: text })),
      ).toBeUndefined();
    },
  );

  it('leaves out what cannot be meant', () => {
    const search = new URLSearchParams({
      text: 'x'.repeat(300),
      author: '',
      environment: 'nul\0',
      application: 'one',
    });
    expect(readCommitsFilter(search)).toEqual({ application: 'one' });
  });
});
