import { DraftCommit } from './historyDraft';
import { Deployment } from './services';

/** One commit of main's first-parent line. */
export interface Revision {
  sha: string;
  at: Date;
  subject: string;
  files: string[];
}

/** Oldest first. */
export function mainlineOf(
  commits: readonly DraftCommit[],
  shas: ReadonlyMap<number, string>,
): Revision[] {
  return commits
    .filter(({ isMainline }) => isMainline)
    .map(({ id, at, message, files }) => {
      const sha = shas.get(id);
      if (!sha) {
        throw new Error(`Commit ${id} was not imported`);
      }
      return { sha, at, subject: message, files: Object.keys(files) };
    });
}

/** Folders that a deployment is rendered from. */
export function inputsOf({ service, path }: Deployment): string[] {
  return [[service.directory, 'base'].filter(Boolean).join('/'), path];
}

export function touches(deployment: Deployment, { files }: Revision): boolean {
  const folders = inputsOf(deployment).map(folder => `${folder}/`);
  return files.some(file => folders.some(folder => file.startsWith(folder)));
}

/** What main was at a time; its first commit for any time before. */
export function tipAt(mainline: readonly Revision[], at: Date): Revision {
  const past = mainline.filter(revision => revision.at <= at);
  return past[past.length - 1] ?? mainline[0];
}
