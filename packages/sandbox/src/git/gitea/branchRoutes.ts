import { Router } from 'express';
import { z } from 'zod/v4';
import { BareRepository } from '../bareRepository';
import { readCommit } from '../commitLog';
import { callerOf, mayWrite } from '../credentials';
import { HostContext } from '../hostContext';
import { branchShape } from './commitShapes';
import { GiteaError, GiteaNotFound } from './errors';
import {
  pageOf,
  repositoryOf,
  requireWriter,
  sendPage,
  slice,
} from './requests';
import { View } from './userShapes';

/** Narrower than what Git takes for the name of a branch. */
const BRANCH =
  /^(?!.*(\.\.|\.lock(\/|$)|\.(\/|$)))[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)*$/;

const newBranch = z.object({
  new_branch_name: z.string().regex(BRANCH).max(100),
  old_branch_name: z.string().optional(),
});

/** The branches of a repository. */
export function addBranchRoutes(
  router: Router,
  context: HostContext,
  view: () => View,
): void {
  const answerFor = async (
    repository: BareRepository,
    [name, sha]: readonly [string, string],
    isWriter: boolean,
  ) =>
    branchShape(view(), repository, {
      name,
      tip: await readCommit(repository, sha),
      mayWrite: isWriter,
    });

  router.get('/repos/:owner/:repo/branches', async (request, response) => {
    const repository = repositoryOf(context, request);
    const branches = [...(await repository.branches())];
    const page = pageOf(request);
    const isWriter = mayWrite(callerOf(request));
    const items = await Promise.all(
      slice(branches, page).map(branch =>
        answerFor(repository, branch, isWriter),
      ),
    );
    sendPage(response, items, page, branches.length);
  });

  router.get(
    '/repos/:owner/:repo/branches/:branch(*)',
    async (request, response) => {
      const repository = repositoryOf(context, request);
      const { branch } = request.params;
      const sha = (await repository.branches()).get(branch);
      if (!sha) {
        throw new GiteaNotFound();
      }
      const isWriter = mayWrite(callerOf(request));
      response.json(await answerFor(repository, [branch, sha], isWriter));
    },
  );

  router.post('/repos/:owner/:repo/branches', async (request, response) => {
    const repository = repositoryOf(context, request);
    requireWriter(request);
    const { new_branch_name: name, old_branch_name: old } = newBranch.parse(
      request.body,
    );
    const sha = await context.repositories.change(
      repository,
      async branches => {
        const start = branches.get(old ?? repository.defaultBranch);
        if (!start) {
          throw new GiteaError(404, 'The old branch does not exist');
        }
        const others = [...branches.keys()];
        if (
          others.some(
            other =>
              other === name ||
              other.startsWith(`${name}/`) ||
              name.startsWith(`${other}/`),
          )
        ) {
          throw new GiteaError(409, 'The branch already exists.');
        }
        await repository.moveBranch(name, start);
        return start;
      },
    );
    response.status(201).json(await answerFor(repository, [name, sha], true));
  });
}
