import { NextFunction, Request, Response, Router } from 'express';
import { ChangedFile, changedFiles } from '../changedFiles';
import { LoggedCommit, readLog } from '../commitLog';
import { VISITOR } from '../credentials';
import { HostContext, visibleRepository } from '../hostContext';
import {
  NotMergeableError,
  PullRequest,
  PullRequestTips,
  PullReview,
  ReviewState,
} from '../pullRequests';
import { gitText } from '../runGit';
import { urlPath } from '../urlPath';
import { commitItem } from './commitItem';
import { Html, html, sendPage, sendText } from './html';

/** As many commits as the page of a pull request names. */
const MAX_COMMITS = 50;

function stateOf({ merged, base, head }: PullRequest): Html {
  return merged
    ? html`<strong>Merged</strong> into ${base} by ${merged.by.name}`
    : html`<strong>Open</strong>: ${head} into ${base}`;
}

function mergePart(
  path: string,
  pull: PullRequest,
  tips: PullRequestTips,
): Html {
  if (pull.merged) {
    return html``;
  }
  return tips.mergeable
    ? html`<form method="post" action="${path}/merge">
        <button>Merge</button>
      </form>`
    : html`<p>It conflicts with ${pull.base} and cannot be merged.</p>`;
}

const SAID: Record<ReviewState, string> = {
  APPROVED: 'approved',
  REQUEST_CHANGES: 'wants changes',
  COMMENT: 'commented',
  REQUEST_REVIEW: 'was asked for a review',
};

function reviewItem({ by, state, body, dismissed }: PullReview): Html {
  const said = dismissed ? `${SAID[state]}, dismissed` : SAID[state];
  return html`<li>${by.name} ${said}${body ? `: ${body}` : ''}</li>`;
}

function pullPage(
  pull: PullRequest,
  tips: PullRequestTips,
  commits: readonly LoggedCommit[],
  files: readonly ChangedFile[],
): Html {
  const { name } = pull.repository.spec;
  const path = `/${name}/pulls/${pull.index}`;
  const at = `/${name}/src/commit/${tips.head}`;
  return html`<p><a href="/${name}">${name}</a></p>
    <h1>${pull.title} #${pull.index}</h1>
    <p>${stateOf(pull)}. Opened by ${pull.author.name}.</p>
    ${mergePart(path, pull, tips)}
    <pre>${pull.body}</pre>
    <h2>Reviews</h2>
    <ul>
      ${pull.reviews.map(reviewItem)}
    </ul>
    <h2>Commits</h2>
    <ul>
      ${commits.map(commit => commitItem(name, commit))}
    </ul>
    <h2>Files</h2>
    <p><a href="${path}.diff">All changes</a></p>
    <ul>
      ${files.map(
        file =>
          html`<li>
            <a href="${at}/${urlPath(file.path)}">${file.path}</a>
            ${file.status}, +${file.additions} -${file.deletions}
          </li>`,
      )}
    </ul>`;
}

/** Pull requests as pages, and a button to merge them. */
export function addPullPages(router: Router, context: HostContext): void {
  const { pulls } = context;
  const find = (request: Request): PullRequest | undefined => {
    const repository = visibleRepository(context, request);
    return repository && pulls.find(repository, Number(request.params.index));
  };

  router.get(
    '/:owner/:repo/pulls/:index(\\d+)',
    async (request: Request, response: Response, next: NextFunction) => {
      const pull = find(request);
      if (!pull) {
        next();
        return;
      }
      const tips = await pulls.tipsOf(pull);
      const { head, mergeBase } = tips;
      const [commits, files] = mergeBase
        ? await Promise.all([
            readLog(pull.repository, {
              revision: `${mergeBase}..${head}`,
              skip: 0,
              limit: MAX_COMMITS,
            }),
            changedFiles(pull.repository, mergeBase, head),
          ])
        : [[], []];
      sendPage(response, pull.title, pullPage(pull, tips, commits, files));
    },
  );

  router.get(
    '/:owner/:repo/pulls/:index(\\d+).:format(diff|patch)',
    async (request: Request, response: Response, next: NextFunction) => {
      const pull = find(request);
      const tips = pull && (await pulls.tipsOf(pull));
      if (!pull || !tips?.mergeBase) {
        next();
        return;
      }
      const range = `${tips.mergeBase}..${tips.head}`;
      const args =
        request.params.format === 'diff'
          ? ['diff', range]
          : ['format-patch', '--stdout', range];
      const { directory } = pull.repository;
      sendText(response, await gitText(args, { directory }));
    },
  );

  router.post(
    '/:owner/:repo/pulls/:index(\\d+)/merge',
    async (request: Request, response: Response, next: NextFunction) => {
      const pull = find(request);
      if (!pull) {
        next();
        return;
      }
      const page = `${context.base()}/${pull.repository.spec.name}/pulls/${
        pull.index
      }`;
      // Nobody signs in here, so only this host's own page may ask for it.
      if (request.header('origin') !== context.base()) {
        sendText(response, `To merge, open ${page} and press Merge.\n`, 403);
        return;
      }
      try {
        await pulls.merge(pull, 'merge', VISITOR);
      } catch (error) {
        if (!(error instanceof NotMergeableError)) {
          throw error;
        }
        sendText(response, `${error.message}\n`, 409);
        return;
      }
      response.redirect(303, page);
    },
  );
}
