import { Request, Response, Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import { callerOf, isAccount, mayWrite } from './credentials';
import { HostContext, visibleRepository } from './hostContext';
import { GitService, serveGit } from './httpBackend';

function askForCredentials(response: Response): void {
  response
    .status(401)
    .setHeader('WWW-Authenticate', 'Basic realm="Gitea"')
    .type('text')
    .send('Unauthorized\n');
}

function serviceOf(name: unknown): GitService | undefined {
  return name === 'git-upload-pack' || name === 'git-receive-pack'
    ? name
    : undefined;
}

/** Git's smart HTTP protocol: fetching, and pushing by those who may. */
export function createSmartHttp(context: HostContext): ExpressRouter {
  const router = Router();

  const serve = async (
    request: Request,
    response: Response,
    service: GitService,
    step: 'info/refs' | 'exchange',
  ) => {
    const caller = callerOf(request);
    const repository = visibleRepository(context, request);
    const isPush = service === 'git-receive-pack';
    // An unknown repository asks as a private one does: neither is revealed.
    if (
      caller === 'refused' ||
      (caller === 'anonymous' && (isPush || !repository))
    ) {
      askForCredentials(response);
      return;
    }
    if (!repository) {
      response.status(404).type('text').send('Repository not found\n');
      return;
    }
    if (isPush && !mayWrite(caller)) {
      response.status(403).type('text').send('User permission denied\n');
      return;
    }
    const pusher = isPush && isAccount(caller) ? caller.username : undefined;
    const answer = () =>
      serveGit(request, response, repository, { service, step, pusher });
    if (pusher && step === 'exchange') {
      // Whoever pushed hears of it last: what follows finds the push known.
      await context.repositories.change(repository, answer);
    } else {
      await answer();
    }
    response.end();
  };

  router.get('/:owner/:repo/info/refs', async (request, response) => {
    const service = serviceOf(request.query.service);
    if (!service) {
      response
        .status(403)
        .type('text')
        .send('This host speaks the smart protocol only\n');
      return;
    }
    await serve(request, response, service, 'info/refs');
  });
  for (const service of ['git-upload-pack', 'git-receive-pack'] as const) {
    router.post(`/:owner/:repo/${service}`, async (request, response) => {
      await serve(request, response, service, 'exchange');
    });
  }
  return router;
}
