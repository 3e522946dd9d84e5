import express, { Request, Response } from 'express';
import Router from 'express-promise-router';
import { BareRepository } from './bareRepository';
import { readLog } from './commitLog';
import { callerOf } from './credentials';
import { createGiteaApi, GiteaApiOptions } from './giteaApi';
import { FetchStep, serveGit } from './httpBackend';

function askForCredentials(response: Response): void {
  response
    .status(401)
    .setHeader('WWW-Authenticate', 'Basic realm="Gitea"')
    .type('text')
    .send('Unauthorized\n');
}

/** Everything the Git host answers over HTTP: Git itself, REST, commit pages. */
export function createGitApp(options: GiteaApiOptions): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use('/api/v1', createGiteaApi(options));

  const router = Router();
  const find = (request: Request): BareRepository | undefined =>
    options.repositories.get(
      `${request.params.owner}/${request.params.repo}`.replace(/\.git$/, ''),
    );

  const fetchStep =
    (step: FetchStep) => async (request: Request, response: Response) => {
      const repository = find(request);
      const caller = callerOf(request);
      // An unknown repository asks as a private one does: neither is revealed.
      if (
        caller === 'refused' ||
        (caller === 'anonymous' && (!repository || repository.spec.private))
      ) {
        askForCredentials(response);
        return;
      }
      if (!repository) {
        response.status(404).type('text').send('Repository not found\n');
        return;
      }
      await serveGit(request, response, repository, step);
    };

  router.get('/:owner/:repo/info/refs', async (request, response) => {
    if (request.query.service !== 'git-upload-pack') {
      response.status(403).type('text').send('This host is read only\n');
      return;
    }
    await fetchStep('info/refs')(request, response);
  });
  router.post('/:owner/:repo/git-upload-pack', fetchStep('git-upload-pack'));

  router.get('/:owner/:repo/commit/:sha', async (request, response) => {
    const repository = find(request);
    const { sha } = request.params;
    const isHidden =
      repository?.spec.private && callerOf(request) !== 'account';
    const revision =
      repository && !isHidden && /^[0-9a-f]{7,40}$/.test(sha)
        ? await repository.resolve(sha).catch(() => undefined)
        : undefined;
    if (!repository || !revision) {
      response.status(404).type('text').send('Not Found\n');
      return;
    }
    const [commit] = await readLog(repository, { revision, skip: 0, limit: 1 });
    const { name, email, date } = commit.author;
    response
      .type('text')
      .send(
        [
          `commit ${commit.sha}`,
          `Author: ${name} <${email}>`,
          `Date:   ${date}`,
          '',
          commit.message,
          ...commit.files,
          '',
        ].join('\n'),
      );
  });
  app.use(router);
  return app;
}
