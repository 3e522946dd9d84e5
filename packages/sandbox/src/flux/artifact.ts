import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GitHost } from '../git/types';
import { GitRepository } from './resources';

/** Where source-controller serves what it has fetched. */
export const STORAGE =
  'http://source-controller.flux-system.svc.cluster.local.';

/** A commit that source-controller found, and how it writes it. */
export interface Upstream {
  repository: string;
  sha: string;
  /** `main@sha1:…` */
  revision: string;
}

/** Finds the commit that `spec.ref` names; throws with source-controller's words. */
export async function resolveUpstream(
  git: GitHost,
  spec: GitRepository['spec'],
): Promise<Upstream> {
  const repository = git.repositoryOf(spec.url);
  if (!repository) {
    throw new Error(`unable to clone '${spec.url}': repository not found`);
  }
  const { branch, tag, commit, name } = spec.ref ?? {};
  if (commit) {
    const sha = await git.resolve(repository, commit).catch(() => {
      throw new Error(
        `unable to resolve commit object for '${commit}': object not found`,
      );
    });
    return {
      repository,
      sha,
      revision: branch ? `${branch}@sha1:${sha}` : `sha1:${sha}`,
    };
  }
  const short = tag ?? branch ?? 'master';
  const fullName = tag ? `refs/tags/${tag}` : `refs/heads/${short}`;
  const reference = name ?? fullName;
  const sha = await git.resolve(repository, name ?? short).catch(() => {
    throw new Error(
      `unable to clone '${spec.url}': couldn't find remote ref "${reference}"`,
    );
  });
  return { repository, sha, revision: `${name ?? short}@sha1:${sha}` };
}

/** Digest and bytes of a tree on disk: not those of a tarball, but as stable as one. */
async function measure(
  directory: string,
): Promise<{ digest: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  const visit = async (folder: string, prefix: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = `${prefix}${entry.name}`;
      if (entry.isDirectory()) {
        await visit(join(folder, entry.name), `${path}/`);
      } else if (entry.isFile()) {
        const content = await readFile(join(folder, entry.name));
        hash.update(`${path}\0${content.length}\0`).update(content);
        size += content.length;
      }
    }
  };
  await visit(directory, '');
  return { digest: `sha256:${hash.digest('hex')}`, size };
}

/** The `status.artifact` of a commit, without its revision and time. */
export async function describeArtifact(
  git: GitHost,
  upstream: Upstream,
  owner: { namespace: string; name: string },
) {
  const directory = await git.checkout(upstream.repository, upstream.sha);
  const path = `gitrepository/${owner.namespace}/${owner.name}/${upstream.sha}.tar.gz`;
  return {
    ...(await measure(directory)),
    path,
    url: `${STORAGE}/${path}`,
  };
}
