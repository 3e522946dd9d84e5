import { CommitReview } from '@backstage-gitops/plugin-gitops-common';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { AskedCommit, ReviewHostError } from '../../types';
import { ReviewHostFactory } from '../createHosts';
import { CANARY, integrations } from './testHosts';
import { sha } from './world';

export function asked(word: string, landedWith: string = word): AskedCommit {
  return {
    sha: sha(word),
    landedWith: sha(landedWith),
    followers: [],
    moreFollow: false,
    branches: ['main'],
  };
}

export interface Asking {
  create: ReviewHostFactory;
  url: string;
  signal?: AbortSignal;
  configured?: ScmIntegrationRegistry;
}

/** What a host says of some commits of a repository. */
export async function ask(
  { create, url, signal, configured = integrations }: Asking,
  ...commits: AskedCommit[]
): Promise<Map<string, CommitReview>> {
  const { host } = new URL(url);
  const { answers, stopped } = await create(configured, host).ask(
    { url, host },
    commits,
    { signal: signal ?? new AbortController().signal },
  );
  if (stopped) throw stopped;
  return answers;
}

/** How it fails, without a word of the credentials. */
export async function failureOf(
  answer: Promise<unknown>,
): Promise<ReviewHostError> {
  const failure = await answer.then(
    () => undefined,
    error => error,
  );
  expect(failure).toBeInstanceOf(ReviewHostError);
  const shown = `${failure.message} ${JSON.stringify(failure)} ${
    failure.stack
  }`;
  expect(shown).not.toContain(CANARY);
  expect(shown).not.toContain(Buffer.from(CANARY).toString('base64'));
  return failure;
}
