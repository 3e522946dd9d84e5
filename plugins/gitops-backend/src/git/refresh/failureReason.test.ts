import { GitError } from '../process/GitError';
import { failureReason } from './failureReason';

describe('failureReason', () => {
  it('says what git said', () => {
    const error = new GitError('git fetch failed: no route', 'failed');
    expect(failureReason(error)).toBe('git fetch failed: no route');
  });

  it.each([
    [{ code: '23505' }, 'The index could not be written (23505)'],
    [{ code: 'ENOSPC' }, 'The index could not be written (ENOSPC)'],
    [{ code: 'canary, and more' }, 'The index could not be written'],
    [{ code: 7 }, 'The index could not be written'],
    [{}, 'The index could not be written'],
  ])('repeats nothing of what others say: %j', (more, expected) => {
    const error = Object.assign(
      new Error("insert into git_commits values ('canary')"),
      more,
    );
    expect(failureReason(error)).toBe(expected);
    expect(failureReason('canary')).toBe('The index could not be written');
  });
});
