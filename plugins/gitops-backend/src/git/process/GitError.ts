/** Why a git program did not do what was asked; the message is safe to show. */
export class GitError extends Error {
  constructor(
    message: string,
    readonly kind: 'failed' | 'timeout' | 'aborted' | 'notStarted',
  ) {
    super(message);
    this.name = 'GitError';
  }
}
