import { Router } from 'express';
import { countCommits, readCommit, readLog } from '../commitLog';
import { HostContext } from '../hostContext';
import { archiveOf, readBlob, readEntry } from '../treeFiles';
import { commitShape } from './commitShapes';
import { GiteaNotFound } from './errors';
import { contentsShape } from './fileShapes';
import {
  commitAt,
  pageOf,
  repositoryFacts,
  repositoryOf,
  sendPage,
  textOf,
} from './requests';
import { repositoryShape } from './repositoryShape';
import { View } from './userShapes';

/** A repository and what is read from it: commits, files, archives. */
export function addRepositoryRoutes(
  router: Router,
  context: HostContext,
  view: () => View,
): void {
  router.get('/repos/:owner/:repo', async (request, response) => {
    const repository = repositoryOf(context, request);
    const facts = await repositoryFacts(context, repository, request);
    response.json(repositoryShape(view(), repository, facts));
  });

  router.get('/repos/:owner/:repo/commits', async (request, response) => {
    const repository = repositoryOf(context, request);
    const { sha, path: wanted } = request.query;
    const revision = await commitAt(
      repository,
      textOf(sha) ?? repository.defaultBranch,
    );
    const path = textOf(wanted);
    const page = pageOf(request);
    const [commits, total] = await Promise.all([
      readLog(repository, {
        revision,
        path,
        skip: (page.number - 1) * page.limit,
        limit: page.limit,
      }),
      countCommits(repository, { revision, path }),
    ]);
    sendPage(
      response,
      commits.map(commit => commitShape(view(), repository, commit)),
      page,
      total,
    );
  });

  router.get(
    '/repos/:owner/:repo/git/commits/:sha(*)',
    async (request, response) => {
      const repository = repositoryOf(context, request);
      const sha = await commitAt(repository, request.params.sha);
      const commit = await readCommit(repository, sha);
      const verified = request.query.verification === 'true';
      response.json(commitShape(view(), repository, commit, verified));
    },
  );

  for (const kind of ['contents', 'raw'] as const) {
    router.get(
      `/repos/:owner/:repo/${kind}/:path(*)`,
      async (request, response) => {
        const repository = repositoryOf(context, request);
        const ref = textOf(request.query.ref) ?? repository.defaultBranch;
        const commit = await commitAt(repository, ref);
        const { path } = request.params;
        const entry = await readEntry(repository, commit, path);
        const content = await readBlob(repository, commit, path);
        if (!entry || !content) {
          throw new GiteaNotFound();
        }
        if (kind === 'raw') {
          response.type('text/plain').send(content);
          return;
        }
        const file = { path, sha: entry.sha, content, ref };
        response.json(contentsShape(view(), repository, file));
      },
    );
  }

  router.get(
    '/repos/:owner/:repo/archive/:ref(*).tar.gz',
    async (request, response) => {
      const repository = repositoryOf(context, request);
      const sha = await commitAt(repository, request.params.ref);
      const [, name] = repository.spec.name.split('/');
      response
        .type('application/gzip')
        .send(await archiveOf(repository, sha, name));
    },
  );
}
