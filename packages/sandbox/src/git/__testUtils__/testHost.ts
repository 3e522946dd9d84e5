import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createRequestCounter,
  RequestCounter,
} from '../../control/requestCounter';
import { alex, kim, people, robin } from '../../world/people';
import { createGitHost, RunningGitHost } from '../createGitHost';
import { ImportedCommit } from '../fastImport';

export const OPEN = 'acme/fleet';
export const PRIVATE = 'acme/secrets';

export interface TestHost {
  git: RunningGitHost;
  counter: RequestCounter;
  directory: string;
  /** SHAs of the imported commits of `acme/fleet`, by their ids. */
  shas: Map<number, string>;
  dispose(): Promise<void>;
}

function commit(
  id: number,
  parents: number[],
  files: ImportedCommit['files'],
  rest: Partial<ImportedCommit> = {},
): ImportedCommit {
  return {
    id,
    parents,
    ref: 'refs/heads/main',
    author: robin,
    committer: robin,
    at: new Date(Date.UTC(2026, 0, 1, 12, id)),
    message: `Change ${id}`,
    files,
    ...rest,
  };
}

/** A host with an open repository (a branch merged into main) and a private one. */
export async function startTestHost(): Promise<TestHost> {
  const directory = await mkdtemp(join(tmpdir(), 'sandbox-git-test-'));
  const counter = createRequestCounter();
  const git = await createGitHost({
    directory,
    people,
    counter,
    repositories: [{ name: OPEN }, { name: PRIVATE, private: true }],
    organisations: ['team'],
  });
  const side = { ref: 'refs/sandbox/side', author: kim, committer: kim };
  const shas = await git.importHistory(OPEN, [
    commit(1, [], { 'README.md': 'one\n', 'apps/a/config.yaml': 'a: 1\n' }),
    commit(2, [1], { 'apps/b/config.yaml': 'b: 2\n' }, side),
    commit(3, [1], { 'README.md': 'three\n' }),
    commit(4, [3, 2], { 'apps/b/config.yaml': 'b: 2\n' }, { author: alex }),
  ]);
  await git.importHistory(PRIVATE, [commit(1, [], { secret: 'hidden\n' })]);
  return {
    git,
    counter,
    directory,
    shas,
    async dispose() {
      await git.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
