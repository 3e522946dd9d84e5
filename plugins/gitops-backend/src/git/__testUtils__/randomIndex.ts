import fc from 'fast-check';
import { Knex } from 'knex';
import { ancestors } from '../log/ancestors';
import { publicIdOf } from '../repository/publicId';
import { NOT_KNOWN } from '../types';

const FILES = ['root.yaml', 'apps/a/x.yaml', 'apps/b/y.yaml', 'base/c.yaml'];
export const PATHS = [...new Set(FILES.flatMap(file => [...ancestors(file)]))];
export const SUBJECTS = ['Raise 100%', 'raise_limit', 'Lower', 'dead1'];
export const AUTHORS = ['Robin', 'ROB_IN', 'Kim'];

export interface RandomCommit {
  repository: number;
  seconds: number;
  files: number[];
  subject: number;
  author: number;
  onTrunk: boolean;
  /** Of two revisions: what they say of it, where that is something else than the trunk. */
  said: Array<boolean | null>;
}

export interface RandomSource {
  application: number;
  repository: number;
  inputs: Array<{ path: number; until: number | null }>;
  /** Which of the two revisions Git says, and which is deployed; null: not known. */
  tip: number | null;
  deployed: number | null;
  /** Of one without a deployed revision: something runs, and nobody can tell what. */
  runs: boolean;
}

export interface RandomIndex {
  commits: RandomCommit[];
  sources: RandomSource[];
}

const revision = fc.option(fc.nat(1), { freq: 4 });

export const indexArbitrary: fc.Arbitrary<RandomIndex> = fc.record({
  commits: fc.array(
    fc.record({
      repository: fc.nat(1),
      seconds: fc.nat(12),
      files: fc.uniqueArray(fc.nat(FILES.length - 1), {
        ...{ minLength: 1, maxLength: 2 },
      }),
      subject: fc.nat(SUBJECTS.length - 1),
      author: fc.nat(AUTHORS.length - 1),
      onTrunk: fc.nat(3).map(n => n > 0),
      said: fc.tuple(
        ...[0, 1].map(() =>
          fc.oneof(
            { weight: 3, arbitrary: fc.constant(null) },
            { weight: 1, arbitrary: fc.boolean() },
          ),
        ),
      ),
    }),
    { minLength: 3, maxLength: 30, size: 'max' },
  ),
  sources: fc.uniqueArray(
    fc.record({
      application: fc.nat(2),
      repository: fc.nat(1),
      inputs: fc.uniqueArray(
        fc.record({
          path: fc.nat(PATHS.length - 1),
          until: fc.oneof(
            { weight: 3, arbitrary: fc.constant(null) },
            { weight: 1, arbitrary: fc.nat(12) },
          ),
        }),
        { minLength: 1, maxLength: 4, selector: ({ path }) => path },
      ),
      tip: revision,
      deployed: revision,
      runs: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  ),
});

/** Distinct, so that nothing depends on what a tie is broken by but where that is meant. */
export function shaOf(commit: number): string {
  return (commit + 1).toString(16).padStart(2, '0').repeat(20);
}

export function ordinalOf({ seconds }: Pick<RandomCommit, 'seconds'>): number {
  return seconds;
}

export const idOf = (application: number) => `app${application}`;

/** Puts the index into an empty database. */
export async function saveIndex(
  db: Knex,
  { commits, sources }: RandomIndex,
): Promise<void> {
  const insert = async (table: string, rows: object[]) => {
    if (rows.length > 0) await db(table).insert(rows);
  };
  const pathId = (repository: number, path: string) =>
    repository * 100 + PATHS.indexOf(path) + 1;
  await insert(
    'git_repositories',
    [0, 1].map(n => ({
      ...{ id: n + 1, key: `host/${n}`, url: `https://host/${n}.git` },
      ...{ public_id: publicIdOf(`host/${n}`), state: 'current' },
    })),
  );
  await insert(
    'git_paths',
    [0, 1].flatMap(n =>
      PATHS.map(path => ({ id: pathId(n, path), repository_id: n + 1, path })),
    ),
  );
  await insert(
    'git_commits',
    commits.map((commit, n) => ({
      ...{ id: n + 1, repository_id: commit.repository + 1, sha: shaOf(n) },
      author_name: AUTHORS[commit.author],
      author_email: `${AUTHORS[commit.author]}@example.com`,
      subject: SUBJECTS[commit.subject],
      ...{ at: commit.seconds, at_clamped: false, merge: false },
      ...{ mainline: false, on_trunk: commit.onTrunk, generation: 1 },
      ...{ order_seconds: commit.seconds, ordinal: ordinalOf(commit) },
      path_ids: JSON.stringify(
        touchedBy(commit).map(path => pathId(commit.repository, path)),
      ),
    })),
  );
  await insert(
    'git_commit_paths',
    commits.flatMap((commit, n) =>
      touchedBy(commit).map(path => ({
        path_id: pathId(commit.repository, path),
        ordinal: ordinalOf(commit),
        commit_id: n + 1,
      })),
    ),
  );
  const revisions = [0, 1].flatMap(repository =>
    [0, 1].map(n => ({ repository, n, id: repository * 2 + n + 1 })),
  );
  const revisionSha = (n: number) => `${n + 1}`.repeat(40);
  await insert(
    'git_revisions',
    revisions.map(({ repository, n, id }) => ({
      ...{ id, repository_id: repository + 1, sha: revisionSha(n) },
      ...{ state: 'known', checked_at_ms: 0 },
    })),
  );
  await insert(
    'git_revision_commits',
    commits.flatMap((commit, index) =>
      commit.said.flatMap((contained, n) =>
        contained === null
          ? []
          : [
              {
                revision_id: commit.repository * 2 + n + 1,
                ...{ commit_id: index + 1, contained },
              },
            ],
      ),
    ),
  );
  const deployedOf = ({ deployed, runs }: RandomSource) => {
    if (deployed !== null) return revisionSha(deployed);
    return runs ? NOT_KNOWN : null;
  };
  const placed = sources.map((source, position) => ({ source, position }));
  await insert(
    'git_targets',
    [0, 1].flatMap(repository =>
      [0, 1].map(n => ({
        ...{ repository_id: repository + 1, target: `branch${n}` },
        sha: revisionSha(n),
      })),
    ),
  );
  await insert(
    'git_sources',
    placed.map(({ source, position }) => ({
      ...{ application_id: idOf(source.application), position },
      ...{ repository_id: source.repository + 1, path: 'elsewhere' },
      target: source.tip === null ? 'none' : `branch${source.tip}`,
      deployed_revision: deployedOf(source),
      inputs_key: 'read',
    })),
  );
  await insert(
    'git_inputs',
    placed.flatMap(({ source, position }) =>
      source.inputs.map(({ path, until }) => ({
        ...{ application_id: idOf(source.application), position, until },
        path_id: pathId(source.repository, PATHS[path]),
      })),
    ),
  );
}

/** All paths whose history a commit belongs to. */
export function touchedBy({ files }: RandomCommit): string[] {
  return [...new Set(files.flatMap(file => [...ancestors(FILES[file])]))];
}
