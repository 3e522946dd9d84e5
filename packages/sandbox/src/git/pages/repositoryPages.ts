import { NextFunction, Request, Response, Router } from 'express';
import { readCommit, readLog } from '../commitLog';
import { HostContext, visibleRepository } from '../hostContext';
import { urlPath } from '../urlPath';
import { commitItem } from './commitItem';
import { html, sendPage, sendText } from './html';

const NEWEST = 20;

/** A repository with its branches, pull requests and newest commits; a single commit. */
export function addRepositoryPages(router: Router, context: HostContext): void {
  router.get(
    '/:owner/:repo',
    async (request: Request, response: Response, next: NextFunction) => {
      const repository = visibleRepository(context, request);
      if (!repository) {
        next();
        return;
      }
      const { name, description = '' } = repository.spec;
      const branches = await repository.branches();
      const tip = branches.get(repository.defaultBranch);
      const commits = tip
        ? await readLog(repository, { revision: tip, skip: 0, limit: NEWEST })
        : [];
      sendPage(
        response,
        name,
        html`<h1>${name}</h1>
          <p>${description}</p>
          <h2>Branches</h2>
          <ul>
            ${[...branches.keys()].map(
              branch =>
                html`<li>
                  <a href="/${name}/src/branch/${urlPath(branch)}">${branch}</a>
                </li>`,
            )}
          </ul>
          <h2>Pull requests</h2>
          <ul>
            ${context.pulls
              .of(repository)
              .map(
                ({ index, title, merged }) =>
                  html`<li>
                    <a href="/${name}/pulls/${index}">${title} #${index}</a>,
                    ${merged ? 'merged' : 'open'}
                  </li>`,
              )}
          </ul>
          <h2>Newest commits</h2>
          <ul>
            ${commits.map(commit => commitItem(name, commit))}
          </ul>`,
      );
    },
  );

  router.get(
    '/:owner/:repo/commit/:sha([0-9a-f]{7,40})',
    async (request: Request, response: Response, next: NextFunction) => {
      const repository = visibleRepository(context, request);
      const sha = await repository
        ?.resolve(request.params.sha)
        .catch(() => undefined);
      if (!repository || !sha) {
        next();
        return;
      }
      const commit = await readCommit(repository, sha);
      const { name, email, date } = commit.author;
      sendText(
        response,
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
    },
  );
}
