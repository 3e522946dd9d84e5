import { ScmIntegrationRegistry } from '@backstage/integration';
import { Knex } from 'knex';
import { readTogether } from '../store/readTogether';
import { parentOf } from './inputs/repositoryPath';
import { repositoryKey } from './repository/repositoryKey';
import { toStandings } from './standings';
import { readPositions, revisionIdsOf } from './store/positions';
import { readContained } from './store/readContained';
import { readContainedIn } from './store/readContainedIn';
import { readInputsAround } from './store/readInputsAround';
import { readNamedCommit } from './store/readNamedCommit';
import { readPullCommits } from './store/readPullCommits';
import { SourceInput } from './store/readSources';
import { readTouchedInputs } from './store/readTouchedInputs';
import { CommitRow } from './store/rows';
import { joinTouched, TOUCHED_ID } from './store/touched';
import { GitHistory, TouchedInputs } from './types';
import { TouchedInput, viaOf } from './via';

/** What commits and paths have a part in: from the index alone. */
export function createTouchReads(
  db: Knex,
  integrations: ScmIntegrationRegistry,
): Pick<GitHistory, 'touched' | 'changedFiles' | 'contained'> {
  return {
    async touched(by) {
      if ('commit' in by) {
        return readTogether(db, async tx =>
          touchedBy(tx, (await readNamedCommit(tx, by.commit)).rows),
        );
      }
      const key = repositoryKey(by.repository, integrations);
      if (key === undefined) return [];
      if ('pull' in by) {
        return readTogether(db, async tx =>
          touchedBy(tx, await readPullCommits(tx, key, by.pull)),
        );
      }
      return united(await readInputsAround(db, key, by.paths));
    },

    async changedFiles({ repositoryId, sha }) {
      const commits = db('git_commits as c')
        .join('git_repositories as r', 'r.id', 'c.repository_id')
        .where({ 'r.public_id': repositoryId, 'c.sha': sha });
      const paths: string[] = await joinTouched(commits, db)
        .joinRaw(`join git_paths as path on path.id = ${TOUCHED_ID}`)
        .pluck('path.path');
      // Every directory above a file has a row as well.
      const directories = new Set(paths.map(parentOf));
      return paths.filter(path => !directories.has(path)).sort();
    },

    contained: questions => readContainedIn(db, questions),
  };
}

async function touchedBy(
  tx: Knex,
  commits: CommitRow[],
): Promise<TouchedInputs[]> {
  if (commits.length === 0) return [];
  const touched = await readTouchedInputs(tx, commits);
  const ids = new Set(touched.map(it => it.application_id));
  const positions = await readPositions(tx, [...ids]);
  const standings = toStandings(commits, touched, {
    positions,
    inputs: onceEach(touched),
    contains: await readContained(tx, revisionIdsOf(positions), commits),
  });
  return united(
    [...standings.values()]
      .flat()
      .flatMap(({ applicationId, touches }) =>
        touches.map(touch => ({ ...touch, applicationId })),
      ),
  );
}

/** Inputs come with each commit that touches them. */
function onceEach<T extends SourceInput>(inputs: readonly T[]): T[] {
  const byPlace = new Map<string, T>();
  for (const input of inputs) {
    const { application_id: id, position, path_id: pathId } = input;
    byPlace.set(`${pathId} ${position} ${id}`, input);
  }
  return [...byPlace.values()];
}

/** By application, in the order of their ids. */
function united(
  touches: ReadonlyArray<TouchedInput & { applicationId: string }>,
): TouchedInputs[] {
  const byApplication = new Map<string, TouchedInput[]>();
  for (const { applicationId, ...touch } of touches) {
    const own = byApplication.get(applicationId) ?? [];
    own.push(touch);
    byApplication.set(applicationId, own);
  }
  return [...byApplication]
    .map(([applicationId, own]) => ({
      applicationId,
      via: viaOf(own),
      inputs: pathsOf(own),
      read: pathsOf(own.filter(({ isRead }) => isRead)),
    }))
    .sort((a, b) => (a.applicationId < b.applicationId ? -1 : 1));
}

function pathsOf(touched: readonly TouchedInput[]): string[] {
  return [...new Set(touched.map(({ path }) => path))].sort();
}
