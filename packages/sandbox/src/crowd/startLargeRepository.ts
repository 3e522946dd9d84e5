import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGitHost } from '../git/createGitHost';
import { ImportedCommit } from '../git/fastImport';
import { people } from '../world/people';
import { deployable, largeHistory, newCommits } from './largeHistory';

const NAME = 'crowd/deployments';

export interface LargeRepository {
  /** Of the Git host, which wants no credentials. */
  url: string;
  cloneUrl: string;
  /** The bare repository itself, for whoever wants to run git in it. */
  directory: string;
  /** Of its main branch, before anything is pushed. */
  tip: string;
  /** What is deployed from it: directories that reach a base beside them. */
  paths: string[];
  /** Pushes so many commits at once. @returns the last of them, and what it changed */
  push(count: number): Promise<{ tip: string; files: string[] }>;
  /** When somebody first turned to the host after the last push, by `performance.now()`. */
  firstAskedAt(): number | undefined;
  stop(): Promise<void>;
}

/**
 * A Git host with one repository of a long history, the same for the same size. It
 * refuses to be asked about commits: there are so many that nothing else would be done.
 */
export async function startLargeRepository(size: {
  commits: number;
  applications: number;
}): Promise<LargeRepository> {
  const directory = await mkdtemp(join(tmpdir(), 'gitops-large-'));
  const remove = () =>
    rm(directory, { recursive: true, force: true, maxRetries: 5 });
  try {
    let askedAt: number | undefined;
    const host = await createGitHost({
      directory,
      people,
      repositories: [{ name: NAME }],
      counter: {
        middleware: () => (_request, _response, next) => {
          askedAt ??= performance.now();
          next();
        },
      },
    });
    host.refuseApi({ kind: 'unauthorized' });
    const push = async (commits: ImportedCommit[]) => {
      const ids = await host.importHistory(NAME, commits);
      const { id, files } = commits[commits.length - 1];
      const tip = ids.get(id);
      if (!tip) throw new Error('git fast-import did not name the new tip');
      return { tip, files: Object.keys(files) };
    };
    const { tip } = await push(largeHistory(size));
    let pushed = 0;
    return {
      url: host.url,
      cloneUrl: host.cloneUrl(NAME),
      directory: join(directory, 'repositories', `${NAME}.git`),
      tip,
      paths: deployable(size.applications),
      async push(count) {
        const commits = newCommits({ ...size, after: pushed, count });
        pushed += count;
        const result = await push(commits);
        askedAt = undefined;
        return result;
      },
      firstAskedAt: () => askedAt,
      async stop() {
        await host.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
