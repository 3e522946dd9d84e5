import { FileDiff } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { fetchCommit } from '../commands/fetch';
import { findCommits } from '../commands/findObjects';
import { initMirror } from '../commands/initMirror';
import { Mirror, Remote } from '../commands/mirror';
import {
  FileChange,
  readCommitText,
  readFileChanges,
} from '../commands/readCommit';
import { readPatches } from '../commands/readPatches';
import { readBlobs } from '../commands/readTree';
import { withinAny } from '../isWithin';
import { decodeBytes } from '../log/decodeBytes';
import { GitError } from '../process/GitError';
import { mirrorDirectory } from '../refresh/refreshRepository';
import { GitAllowance } from '../repository/gitAllowance';
import { CommitName, GitHistory } from '../types';
import { readNamedBy } from '../store/readNamedBy';
import { RepositoryRow } from '../store/rows';
import { cleanLines, firstLines } from './cleanLines';
import { fetchContents, GivenUp } from './fetchContents';
import { findSecretFiles } from './findSecretFiles';
import { holdsSecret } from './holdsSecret';
import { changeOf, toFileDiff } from './toFileDiff';

const MAX_MESSAGE = 20_000;
const MAX_FILES = 100;
/** Of one side of a file, in bytes. */
const MAX_CONTENTS = 200_000;
/** Of all patches together, in characters. */
const MAX_PATCHES = 1_000_000;

export interface DiffContext {
  database: Knex;
  directory: string;
  remote: (url: string) => Promise<Remote>;
  allowance: GitAllowance;
}

/** Tells what commits changed, from the mirrors; what those lack is fetched. */
export function createDiffReader(context: DiffContext): GitHistory['diff'] {
  const givenUp: GivenUp = new Map();
  return async (name, inputs, signal) => {
    const { key, url } = await readRepository(context.database, name);
    const refusal = context.allowance(url);
    if (refusal !== undefined) throw new GitError(refusal, 'failed');
    const gitDir = mirrorDirectory(context.directory, key);
    const mirror = { gitDir, signal };
    const remote = () => context.remote(url);
    const { sha } = name;
    await initMirror(mirror);
    if (!(await findCommits(mirror, [sha])).has(sha)) {
      await fetchCommit(mirror, await remote(), sha);
    }
    const { parents, message } = await readCommitText(mirror, sha);
    const parent = parents.at(0);
    const changes = await readFileChanges(mirror, sha, parent);
    const isInput = withinAny(inputs);
    const shown = changes
      .filter(({ path }) => isInput(path))
      .slice(0, MAX_FILES);
    const blobs = [...new Set(shown.flatMap(blobsOf))];
    const commits = [sha, ...parents.slice(0, 1)];
    // What git lacks it would ask for itself, one by one.
    const absent = await fetchContents(
      mirror,
      remote,
      { commits, ids: blobs },
      givenUp,
    );
    const files = shown.map(({ path }) => path);
    const namedBy = await readNamedBy(
      context.database,
      name.repositoryId,
      files,
    );
    const secretFiles = await findSecretFiles(mirror, await remote(), commits, {
      files,
      namedBy,
    });
    const withheld = await findWithheld(
      mirror,
      shown,
      blobs.filter(id => !absent.has(id)),
      secretFiles,
    );
    const open = shown.filter(change => !withheld.has(change));
    const sections = await readPatches(mirror, sha, parent, open);
    const patches = new Map(
      open.map((change, index) => [
        change,
        toFileDiff(change, sections[index]),
      ]),
    );
    return {
      message: cleanLines(firstLines(message.trimEnd(), MAX_MESSAGE)),
      files: fitting(
        shown.map(
          change =>
            patches.get(change) ?? {
              path: change.path,
              change: changeOf(change),
              patch: null,
              ...withheld.get(change),
            },
        ),
      ),
      otherFiles: changes.length - shown.length,
    };
  };
}

async function readRepository(
  db: Knex,
  { repositoryId }: CommitName,
): Promise<Pick<RepositoryRow, 'key' | 'url'>> {
  const row: RepositoryRow | undefined = await db('git_repositories')
    .where({ public_id: repositoryId })
    .first();
  if (row) return row;
  throw new GitError('The repository is named by no application now', 'failed');
}

/** The changes of which no patch is made, with the reason where there is one. */
async function findWithheld(
  mirror: Mirror,
  changes: readonly FileChange[],
  ids: readonly string[],
  secretFiles: ReadonlySet<string>,
): Promise<Map<FileChange, Pick<FileDiff, 'withheld'>>> {
  const contents = await readBlobs(mirror, ids, MAX_CONTENTS);
  const secrets = new Set(
    [...contents]
      .filter(([, bytes]) => holdsSecret(decodeBytes(bytes)))
      .map(([id]) => id),
  );
  const withheld = new Map<FileChange, Pick<FileDiff, 'withheld'>>();
  for (const change of changes) {
    const blobs = blobsOf(change);
    if (secretFiles.has(change.path) || blobs.some(id => secrets.has(id))) {
      withheld.set(change, { withheld: 'secret' });
    } else if (blobs.some(id => !contents.has(id))) {
      withheld.set(change, { withheld: 'tooLarge' });
    } else if (!change.named) {
      withheld.set(change, {});
    }
  }
  return withheld;
}

/** A submodule's id is that of a commit elsewhere. */
function blobsOf({ before, after }: FileChange): string[] {
  return [before, after].flatMap(side =>
    side && side.kind !== 'submodule' ? [side.id] : [],
  );
}

/** Patches as far as there is room for all of them together. */
function fitting(files: FileDiff[]): FileDiff[] {
  let room = MAX_PATCHES;
  return files.map(file => {
    const length = file.patch?.length ?? 0;
    if (length > room) return { ...file, patch: null, withheld: 'tooLarge' };
    room -= length;
    return file;
  });
}
