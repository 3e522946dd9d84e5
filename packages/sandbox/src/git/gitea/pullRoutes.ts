import { Request, Router } from 'express';
import { z } from 'zod/v4';
import { changedFiles } from '../changedFiles';
import { personOf } from '../credentials';
import { HostContext } from '../hostContext';
import { NotMergeableError, PullRequest } from '../pullRequests';
import { GiteaError, GiteaNotFound } from './errors';
import { changedFileShape } from './fileShapes';
import { pullShape } from './pullShape';
import { addReviewRoutes } from './reviewRoutes';
import {
  commitAt,
  pageOf,
  repositoryFacts,
  repositoryOf,
  requireWriter,
  sendPage,
  slice,
} from './requests';
import { View } from './userShapes';

const newPull = z.object({
  title: z.string().trim().min(1).max(255),
  body: z.string().max(65_535).default(''),
  head: z.string(),
  base: z.string(),
});
const mergeRequest = z.object({
  Do: z.enum(['merge', 'squash', 'rebase', 'rebase-merge']),
});
const listed = z.enum(['open', 'closed', 'all']).catch('open');

/** Pull requests between branches of one repository. */
export function addPullRoutes(
  router: Router,
  context: HostContext,
  view: () => View,
): void {
  const { pulls } = context;
  const find = (request: Request): PullRequest => {
    const repository = repositoryOf(context, request);
    const pull = pulls.find(repository, Number(request.params.index));
    if (!pull) {
      throw new GiteaNotFound();
    }
    return pull;
  };
  const answerFor = async (pull: PullRequest, request: Request) => {
    const [tips, facts] = await Promise.all([
      pulls.tipsOf(pull),
      repositoryFacts(context, pull.repository, request),
    ]);
    return pullShape(view(), pull, tips, facts);
  };

  addReviewRoutes(router, context, view, find);

  router.get(
    '/repos/:owner/:repo/commits/:sha/pull',
    async (request, response) => {
      const repository = repositoryOf(context, request);
      const sha = await commitAt(repository, request.params.sha);
      const pull = pulls.mergedAs(repository, sha);
      if (!pull) {
        throw new GiteaNotFound();
      }
      response.json(await answerFor(pull, request));
    },
  );

  router.get('/repos/:owner/:repo/pulls', async (request, response) => {
    const repository = repositoryOf(context, request);
    const state = listed.parse(request.query.state);
    const found = pulls
      .of(repository)
      .filter(
        ({ merged }) => state === 'all' || (state === 'closed') === !!merged,
      );
    const page = pageOf(request);
    const items = await Promise.all(
      slice(found, page).map(pull => answerFor(pull, request)),
    );
    sendPage(response, items, page, found.length);
  });

  router.post('/repos/:owner/:repo/pulls', async (request, response) => {
    const repository = repositoryOf(context, request);
    const account = requireWriter(request);
    const draft = newPull.parse(request.body);
    if (draft.head === draft.base) {
      throw new GiteaError(
        422,
        'Invalid PullRequest: There are no changes between the head and the base',
      );
    }
    const branches = await repository.branches();
    const head = branches.get(draft.head);
    if (!head || !branches.has(draft.base)) {
      throw new GiteaNotFound();
    }
    const author = personOf(account);
    const { pull, isNew } = pulls.open(repository, { ...draft, author }, head);
    if (!isNew) {
      const id = context.repositories.idOf(repository);
      throw new GiteaError(
        409,
        `pull request already exists for these targets [id: ${pull.id}, issue_id: ${pull.index}, head_repo_id: ${id}, base_repo_id: ${id}, head_branch: ${pull.head}, base_branch: ${pull.base}]`,
      );
    }
    response.status(201).json(await answerFor(pull, request));
  });

  router.get('/repos/:owner/:repo/pulls/:index', async (request, response) => {
    response.json(await answerFor(find(request), request));
  });

  router.get(
    '/repos/:owner/:repo/pulls/:index/files',
    async (request, response) => {
      const pull = find(request);
      const { head, mergeBase } = await pulls.tipsOf(pull);
      const files = mergeBase
        ? await changedFiles(pull.repository, mergeBase, head)
        : [];
      const page = pageOf(request);
      const items = slice(files, page).map(file =>
        changedFileShape(view(), pull.repository, file, head),
      );
      sendPage(response, items, page, files.length);
    },
  );

  router.post(
    '/repos/:owner/:repo/pulls/:index/merge',
    async (request, response) => {
      const pull = find(request);
      const account = requireWriter(request);
      const { Do: style } = mergeRequest.parse(request.body);
      if (style !== 'merge' && style !== 'squash') {
        throw new GiteaError(
          405,
          `${style} is not allowed an allowed merge style for this repository`,
        );
      }
      try {
        await pulls.merge(pull, style, personOf(account));
      } catch (error) {
        if (error instanceof NotMergeableError) {
          throw new GiteaError(
            405,
            error.isMerged ? '' : 'Please try again later',
          );
        }
        throw error;
      }
      response.status(200).end();
    },
  );
}
