import { Request, Response } from 'express';
import Router from 'express-promise-router';
import { BareRepository } from './bareRepository';
import { countCommits, readLog } from './commitLog';
import { callerOf, GIT_ACCOUNT } from './credentials';
import {
  commitShape,
  contentsShape,
  errorShape,
  notFoundShape,
  personShape,
  repositoryShape,
} from './giteaShapes';
import { Person } from './types';

export interface GiteaApiOptions {
  /** Base URL of the host, no trailing slash. */
  base: () => string;
  people: readonly Person[];
  repositories: ReadonlyMap<string, BareRepository>;
}

const MAX_LIMIT = 50;
const REVISION = /^[A-Za-z0-9][A-Za-z0-9._/-]*$/;

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function count(value: unknown, fallback: number): number {
  const number = Number(text(value));
  return Number.isInteger(number) && number > 0 ? number : fallback;
}

/** The part of Gitea's REST API at `/api/v1` that reads repositories. */
export function createGiteaApi(options: GiteaApiOptions) {
  const { people, repositories } = options;
  const router = Router();
  const byEmail = new Map(people.map((person, i) => [person.email, i]));
  const userOf = (email: string) => {
    const index = byEmail.get(email);
    return index === undefined
      ? null
      : personShape(options.base(), people[index], index + 2);
  };
  const notFound = (response: Response, message = 'Not Found') =>
    response.status(404).json(notFoundShape(options.base(), message));

  /** A private repository looks absent to those who may not read it. */
  const find = (request: Request): BareRepository | undefined => {
    const { owner, repo } = request.params;
    const repository = repositories.get(`${owner}/${repo}`);
    return repository?.spec.private && callerOf(request) !== 'account'
      ? undefined
      : repository;
  };
  const resolve = async (repository: BareRepository, revision: string) =>
    REVISION.test(revision)
      ? await repository.resolve(revision).catch(() => undefined)
      : undefined;

  router.use((request, response, next) => {
    if (callerOf(request) === 'refused') {
      response
        .status(401)
        .json(errorShape(options.base(), 'token is required'));
      return;
    }
    next();
  });

  router.get('/version', (_request, response) => {
    response.json({ version: '1.15.11' });
  });

  router.get('/user', (request, response) => {
    if (callerOf(request) !== 'account') {
      response
        .status(401)
        .json(errorShape(options.base(), 'token is required'));
      return;
    }
    const login = GIT_ACCOUNT.username;
    const account = { login, name: login, email: `${login}@example.com` };
    response.json(personShape(options.base(), account, 1));
  });

  router.get('/repos/:owner/:repo', async (request, response) => {
    const repository = find(request);
    if (!repository) {
      notFound(response);
      return;
    }
    const tip = await resolve(repository, repository.defaultBranch);
    const [newest] = tip
      ? await readLog(repository, { revision: tip, skip: 0, limit: 1 })
      : [];
    const facts = {
      id: [...repositories.keys()].indexOf(repository.spec.name) + 1,
      empty: !newest,
      updatedAt: new Date(newest?.committer.date ?? 0),
      mayWrite: false,
    };
    response.json(repositoryShape(options.base(), repository, facts));
  });

  router.get('/repos/:owner/:repo/commits', async (request, response) => {
    const repository = find(request);
    const revision =
      text(request.query.sha) ?? repository?.defaultBranch ?? 'main';
    const sha = repository && (await resolve(repository, revision));
    if (!repository || !sha) {
      notFound(response);
      return;
    }
    const path = text(request.query.path);
    const page = count(request.query.page, 1);
    const limit = Math.min(count(request.query.limit, MAX_LIMIT), MAX_LIMIT);
    const [commits, total] = await Promise.all([
      readLog(repository, {
        revision: sha,
        path,
        skip: (page - 1) * limit,
        limit,
      }),
      countCommits(repository, { revision: sha, path }),
    ]);
    response.setHeader('X-Total-Count', String(total));
    response.setHeader('X-HasMore', String(page * limit < total));
    response.json(
      commits.map(commit =>
        commitShape(options.base(), repository, commit, userOf),
      ),
    );
  });

  router.get(
    '/repos/:owner/:repo/git/commits/:sha',
    async (request, response) => {
      const repository = find(request);
      const revision =
        repository && (await resolve(repository, request.params.sha));
      if (!repository || !revision) {
        notFound(response);
        return;
      }
      const [commit] = await readLog(repository, {
        revision,
        skip: 0,
        limit: 1,
      });
      response.json(commitShape(options.base(), repository, commit, userOf));
    },
  );

  for (const kind of ['contents', 'raw'] as const) {
    router.get(
      `/repos/:owner/:repo/${kind}/:path(*)`,
      async (request, response) => {
        const repository = find(request);
        const ref = text(request.query.ref) ?? repository?.defaultBranch ?? '';
        const commit = repository && (await resolve(repository, ref));
        const path = request.params.path;
        const entry = commit && (await repository.entry(commit, path));
        const content = entry && (await repository.readFile(commit, path));
        if (!repository || !entry || !content) {
          notFound(response);
          return;
        }
        if (kind === 'raw') {
          response.type('text/plain').send(content);
          return;
        }
        const file = { path, sha: entry.sha, content, ref };
        response.json(contentsShape(options.base(), repository, file));
      },
    );
  }

  router.use((_request, response) => {
    response.status(404).type('text').send('404 page not found\n');
  });
  return router;
}
