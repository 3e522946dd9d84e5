import express from 'express';
import { listenOnLoopback } from '../control/loopbackServer';
import { RequestCounter } from '../control/requestCounter';
import { BareRepository, RepositorySpec } from './bareRepository';
import { ImportedCommit } from './fastImport';
import { readLog } from './commitLog';
import { createGitApp } from './gitApp';
import { CommitRequest, GitHost, Person, Push } from './types';

export interface GitHostOptions {
  /** An empty directory of its own. */
  directory: string;
  repositories: readonly RepositorySpec[];
  /** Accounts that the REST API knows as authors. */
  people: readonly Person[];
  port?: number;
  counter?: RequestCounter;
}

export interface RunningGitHost extends GitHost {
  /** Imports the past of a repository: no listener hears of it. */
  importHistory(
    repository: string,
    commits: ImportedCommit[],
  ): Promise<Map<number, string>>;
  /** Moves a branch without a word to listeners: how the past is replayed. */
  moveBranch(repository: string, branch: string, sha: string): Promise<void>;
  stop(): Promise<void>;
}

const NO_COMMIT = '0'.repeat(40);

export async function createGitHost(
  options: GitHostOptions,
): Promise<RunningGitHost> {
  const repositories = new Map<string, BareRepository>(
    await Promise.all(
      options.repositories.map(
        async spec =>
          [
            spec.name,
            await BareRepository.create(options.directory, spec),
          ] as const,
      ),
    ),
  );
  const listeners = new Set<(push: Push) => void>();
  const find = (name: string): BareRepository => {
    const repository = repositories.get(name);
    if (!repository) {
      const known = [...repositories.keys()].join(', ');
      throw new Error(`There is no repository '${name}'; there are: ${known}`);
    }
    return repository;
  };

  const app = express();
  if (options.counter) {
    app.use(options.counter.middleware('git'));
  }
  let url = '';
  app.use(createGitApp({ ...options, base: () => url, repositories }));
  const server = await listenOnLoopback(app, options.port);
  url = server.url;

  return {
    url,
    cloneUrl: repository => `${url}/${find(repository).spec.name}.git`,
    repositoryOf(cloneUrl) {
      const name = cloneUrl.startsWith(`${url}/`)
        ? cloneUrl.slice(url.length + 1).replace(/\.git$/, '')
        : '';
      return repositories.has(name) ? name : undefined;
    },
    async commit(request: CommitRequest) {
      const repository = find(request.repository);
      const branch = request.branch ?? repository.defaultBranch;
      const before = await repository.resolve(branch).catch(() => NO_COMMIT);
      const commits = await repository.import([
        {
          id: 1,
          parents: [],
          ref: `refs/heads/${branch}`,
          onTopOfRef: before !== NO_COMMIT,
          author: request.author,
          committer: request.author,
          at: request.at ?? new Date(),
          message: request.message,
          files: request.files,
        },
      ]);
      const after = commits.get(1);
      if (!after) {
        throw new Error('git fast-import did not name the new commit');
      }
      for (const listener of listeners) {
        listener({ repository: request.repository, branch, before, after });
      }
      return after;
    },
    resolve: async (repository, revision) =>
      await find(repository).resolve(revision),
    async readFile(repository, sha, path) {
      const content = await find(repository).readFile(sha, path);
      return content?.toString('utf8');
    },
    async metadata(repository, sha) {
      const [commit] = await readLog(find(repository), {
        revision: sha,
        skip: 0,
        limit: 1,
      });
      const { author, message } = commit;
      return {
        author: `${author.name} <${author.email}>`,
        date: author.date,
        message: message.trimEnd(),
      };
    },
    checkout: async (repository, sha) => await find(repository).checkout(sha),
    onPush(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    importHistory: async (repository, commits) =>
      await find(repository).import(commits),
    moveBranch: async (repository, branch, sha) =>
      await find(repository).moveBranch(branch, sha),
    stop: async () => await server.close(),
  };
}
