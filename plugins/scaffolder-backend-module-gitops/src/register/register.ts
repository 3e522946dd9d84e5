import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  LoggerService,
  resolveSafeChildPath,
} from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  addFiles,
  cloneRepo,
  commitAndPushBranch,
} from '@backstage/plugin-scaffolder-node';
import { GitHost, PullRequest } from '../hosts/gitHost';
import { File } from './files';
import { missingFrom, planChanges } from './planChanges';

export interface Registration {
  host: GitHost;
  files: File[];
  /** The branch that the engine watches. */
  base: string;
  /** The branch to make. */
  head: string;
  title: string;
  description: string;
  author?: { name?: string; email?: string };
  /** Only sees whether it could be done. */
  checkOnly: boolean;
}

/**
 * Adds files to a repository by pull request. May be run again at any point:
 * what has been done before is taken as it is.
 *
 * @param newDirectory - gives an empty directory each time
 * @returns the pull request; undefined if only checked, or if the files were there all along
 * @throws ConflictError where a file, or the branch, is there with other content
 */
export async function register(
  registration: Registration,
  newDirectory: () => Promise<string>,
  logger: LoggerService,
): Promise<PullRequest | undefined> {
  const { host, files, base, head, title, description } = registration;
  const auth = await host.credentials();
  const checkOut = async (ref: string) => {
    const dir = await newDirectory();
    await cloneRepo({ url: host.cloneUrl, dir, auth, logger, ref });
    return dir;
  };

  const dir = await checkOut(base);
  const changes = await planChanges(dir, files);
  if (changes.length === 0) {
    logger.info(`${host.title} has all of it already`);
    return await host.findPullRequest({ head, base, state: 'merged' });
  }
  const isPushed = await host.hasBranch(head);
  if (isPushed) {
    const { absent, different } = await missingFrom(
      await checkOut(head),
      files,
    );
    if (absent.length + different.length > 0) {
      throw new ConflictError(
        `The branch ${head} of ${host.title} is there already, with other content: delete it, or choose another name`,
      );
    }
  }
  if (registration.checkOnly) return undefined;

  if (!isPushed) {
    for (const { path, content } of changes) {
      const target = resolveSafeChildPath(dir, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
      await addFiles({ dir, filepath: path, auth, logger });
    }
    await commitAndPushBranch({
      dir,
      auth,
      logger,
      commitMessage: title,
      branch: head,
      gitAuthorInfo: registration.author,
    });
  }
  return (
    (await host.findPullRequest({ head, base, state: 'open' })) ??
    (await host.createPullRequest({ title, description, head, base }))
  );
}
