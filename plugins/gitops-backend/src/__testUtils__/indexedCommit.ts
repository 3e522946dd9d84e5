import { IndexedCommit } from '../git/types';

/** Of the repository that is called so outside. */
export const REPOSITORY_ID = '0123456789abcdef';

/** A commit that nobody runs, but for what is said otherwise. */
export function indexedCommit(
  overrides: Partial<IndexedCommit> = {},
): IndexedCommit {
  return {
    id: 1,
    repository: 'https://git.example.com/org/deploy.git',
    repositoryId: REPOSITORY_ID,
    sha: 'a'.repeat(40),
    subject: 'Raise the limit',
    author: { name: 'Robin Example', email: 'Robin@example.com' },
    at: '2026-11-20T10:00:00.000Z',
    dateClamped: false,
    merge: false,
    url: null,
    marks: [],
    ...overrides,
  };
}
