import express from 'express';
import { Clock } from '../clock';
import { listenOnLoopback } from '../control/loopbackServer';
import { RequestCounter } from '../control/requestCounter';
import { RepositorySpec } from './bareRepository';
import { readCommit } from './commitLog';
import { CommitStatuses } from './commitStatuses';
import { VISITOR } from './credentials';
import { ImportedCommit } from './fastImport';
import { createGitApp } from './gitApp';
import { ApiRefusal } from './hostContext';
import { PullRequest, PullRequests } from './pullRequests';
import { Repositories } from './repositories';
import { readBlob } from './treeFiles';
import { CommitRequest, GitHost, Person } from './types';

export interface GitHostOptions {
  /** An empty directory of its own. */
  directory: string;
  repositories: readonly RepositorySpec[];
  /** Organisations without a repository yet; every owner of one is an organisation. */
  organisations?: readonly string[];
  /** Accounts that the REST API knows as authors. */
  people: readonly Person[];
  /** Dates what the host itself writes: new repositories, pull requests, merges. */
  clock?: Clock;
  port?: number;
  counter?: Pick<RequestCounter, 'middleware'>;
}

export interface RunningGitHost extends GitHost {
  /** Imports the past of a repository: no listener hears of it. */
  importHistory(
    repository: string,
    commits: ImportedCommit[],
  ): Promise<Map<number, string>>;
  /** Takes over a pull request of the past. */
  importPull(
    repository: string,
    pull: Omit<PullRequest, 'id' | 'repository'>,
  ): void;
  /** Moves a branch without a word to listeners: how the past is replayed. */
  moveBranch(repository: string, branch: string, sha: string): Promise<void>;
  stop(): Promise<void>;
}

export async function createGitHost(
  options: GitHostOptions,
): Promise<RunningGitHost> {
  const { clock = () => new Date() } = options;
  const repositories = new Repositories(
    options.directory,
    options.organisations ?? [],
  );
  for (const spec of options.repositories) {
    await repositories.create(spec);
  }
  const pulls = new PullRequests(repositories, clock);
  const statuses = new CommitStatuses(clock);
  let apiRefusal: ApiRefusal | undefined;

  const app = express();
  if (options.counter) {
    app.use(options.counter.middleware('git'));
  }
  let url = '';
  app.use(
    createGitApp({
      base: () => url,
      people: options.people,
      repositories,
      pulls,
      statuses,
      apiRefusal: () => apiRefusal,
      clock,
    }),
  );
  const server = await listenOnLoopback(app, options.port);
  url = server.url;

  const commit = async (request: CommitRequest): Promise<string> => {
    const repository = repositories.get(request.repository);
    const branch = request.branch ?? repository.defaultBranch;
    return await repositories.change(repository, async branches => {
      const commits = await repository.import([
        {
          id: 1,
          parents: [],
          ref: `refs/heads/${branch}`,
          onTopOfRef: branches.has(branch),
          author: request.author,
          committer: request.author,
          at: request.at ?? clock(),
          message: request.message,
          files: request.files,
        },
      ]);
      const sha = commits.get(1);
      if (!sha) {
        throw new Error('git fast-import did not name the new commit');
      }
      return sha;
    });
  };

  return {
    url,
    cloneUrl: repository =>
      `${url}/${repositories.get(repository).spec.name}.git`,
    repositoryOf(cloneUrl) {
      const name = cloneUrl.startsWith(`${url}/`)
        ? cloneUrl.slice(url.length + 1).replace(/\.git$/, '')
        : '';
      return repositories.find(name)?.spec.name;
    },
    async createRepository(name, { private: isPrivate = false } = {}) {
      await repositories.create({
        name,
        private: isPrivate,
        createdAt: clock(),
      });
    },
    commit,
    async mergePull(name, index, { by = VISITOR, style = 'merge' } = {}) {
      const pull = pulls.find(repositories.get(name), index);
      if (!pull) {
        throw new Error(`${name} has no pull request ${index}`);
      }
      return await pulls.merge(pull, style, by);
    },
    async pull(request) {
      const repository = repositories.get(request.repository);
      const { branch, message: title, author, reviews = [] } = request;
      const base = repository.defaultBranch;
      await repositories.change(repository, async branches => {
        const tip = branches.get(base);
        if (!tip || branches.has(branch)) {
          throw new Error(
            `'${branch}' cannot begin in ${repository.spec.name}: there is one, or nothing to begin at`,
          );
        }
        await repository.moveBranch(branch, tip);
      });
      const head = await commit(request);
      const draft = { head: branch, base, title, body: '', author };
      const { pull } = pulls.open(repository, draft, head);
      for (const review of reviews) pulls.review(pull, review);
      return { index: pull.index, head };
    },
    refuseApi(refusal) {
      apiRefusal = refusal;
    },
    importPull: (repository, pull) =>
      pulls.import({ ...pull, repository: repositories.get(repository) }),
    addStatus(repository, sha, status, at) {
      statuses.add(repositories.get(repository).spec.name, sha, status, at);
    },
    resolve: async (repository, revision) =>
      await repositories.get(repository).resolve(revision),
    async readFile(repository, sha, path) {
      const content = await readBlob(repositories.get(repository), sha, path);
      return content?.toString('utf8');
    },
    async metadata(repository, sha) {
      const { author, message } = await readCommit(
        repositories.get(repository),
        sha,
      );
      return {
        author: `${author.name} <${author.email}>`,
        date: author.date,
        message: message.trimEnd(),
      };
    },
    checkout: async (repository, sha) =>
      await repositories.get(repository).checkout(sha),
    onPush: listener => repositories.onPush(listener),
    importHistory: async (name, commits) => {
      const repository = repositories.get(name);
      return await repository.exclusively(
        () => repository.import(commits),
        () => {},
      );
    },
    moveBranch: async (repository, branch, sha) =>
      await repositories.get(repository).moveBranch(branch, sha),
    stop: async () => await server.close(),
  };
}
