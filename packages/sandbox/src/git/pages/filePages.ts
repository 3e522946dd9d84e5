import { NextFunction, Request, Response, Router } from 'express';
import { BareRepository } from '../bareRepository';
import { HostContext, visibleRepository } from '../hostContext';
import { listFolder, readBlob, readEntry } from '../treeFiles';
import { urlPath } from '../urlPath';
import { html, sendPage, sendText } from './html';

interface Place {
  repository: BareRepository;
  commit: string;
  /** Name of the branch, or SHA of the commit. */
  ref: string;
  /** `''` is the root. */
  path: string;
}

/** Splits `<branch>/<path>`: no branch's name goes on where another's ends. */
async function placeOnBranch(
  repository: BareRepository,
  rest: string,
): Promise<Place | undefined> {
  const branches = [...(await repository.branches())];
  const found = branches.find(
    ([name]) => rest === name || rest.startsWith(`${name}/`),
  );
  if (!found) {
    return undefined;
  }
  const [ref, commit] = found;
  return { repository, commit, ref, path: rest.slice(ref.length + 1) };
}

async function placeAtCommit(
  repository: BareRepository,
  rest: string,
): Promise<Place | undefined> {
  const [ref, ...path] = rest.split('/');
  const commit = /^[0-9a-f]{7,40}$/.test(ref)
    ? await repository.resolve(ref).catch(() => undefined)
    : undefined;
  return commit ? { repository, commit, ref, path: path.join('/') } : undefined;
}

/** Folders and files of a branch or a commit: `src` for reading, `raw` for the bare file. */
export function addFilePages(router: Router, context: HostContext): void {
  const show = async (request: Request, response: Response, place: Place) => {
    const { repository, commit, ref, path } = place;
    const content = await readBlob(repository, commit, path);
    if (content) {
      sendText(response, content);
      return true;
    }
    const isFolder =
      path === '' ||
      (await readEntry(repository, commit, path))?.type === 'tree';
    if (!isFolder || request.params.view === 'raw') {
      return false;
    }
    const { name } = repository.spec;
    const names = await listFolder(repository, commit, path);
    const here = ['', name, 'src', request.params.kind, urlPath(ref)].join('/');
    const folder = path === '' ? '' : `${urlPath(path)}/`;
    sendPage(
      response,
      `${name} ${path}`,
      html`<h1><a href="/${name}">${name}</a> ${path}</h1>
        <p>${ref}</p>
        <ul>
          ${names.map(
            each =>
              html`<li>
                <a href="${here}/${folder}${urlPath(each)}">${each}</a>
              </li>`,
          )}
        </ul>`,
    );
    return true;
  };

  router.get(
    '/:owner/:repo/:view(src|raw)/:kind(branch|commit)/:rest(*)',
    async (request: Request, response: Response, next: NextFunction) => {
      const repository = visibleRepository(context, request);
      const rest = request.params.rest.replace(/\/+$/, '');
      const find =
        request.params.kind === 'branch' ? placeOnBranch : placeAtCommit;
      const place = repository && (await find(repository, rest));
      if (!place || !(await show(request, response, place))) {
        next();
      }
    },
  );
}
