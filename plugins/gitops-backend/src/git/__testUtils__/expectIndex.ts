import { execFileSync } from 'node:child_process';
import { touchedPaths } from '../log/ancestors';
import { decodeBytes } from '../log/decodeBytes';
import { Index } from './readIndex';
import { TestRepository } from './testRepository';

/** For each commit what it contains, itself included. */
export function contents(repository: TestRepository, ...tips: string[]) {
  const contained = new Map<string, Set<string>>();
  const graph = repository.git(
    'rev-list',
    '--parents',
    '--topo-order',
    '--reverse',
    ...tips,
  );
  for (const line of graph.split('\n')) {
    const [sha, ...parents] = line.split(' ');
    const all = parents.flatMap(parent => [...(contained.get(parent) ?? [])]);
    contained.set(sha, new Set([sha, ...all]));
  }
  return contained;
}

/** Who is in a commit of the first-parent line is told by the places of both. */
export function expectPlaces(
  index: Index,
  repository: TestRepository,
  tip: string,
) {
  const line = repository.git('rev-list', '--first-parent', tip).split('\n');
  const mainline = index.commits.filter(it => it.mainline);
  expect(mainline.map(it => it.sha)).toEqual([...line].sort());
  const contained = contents(repository, tip);
  for (const { sha, landing } of mainline) {
    const before = index.commits.filter(
      it => it.landing !== null && Number(it.landing) <= Number(landing),
    );
    expect(new Set(before.map(it => it.sha))).toEqual(contained.get(sha));
  }
}

/** All paths that git ever had are there; each (or a share) has git's commits. */
export function expectPaths(
  index: Index,
  repository: TestRepository,
  tip: string,
  share = 1,
) {
  const names = execFileSync(
    'git',
    [
      'log',
      '--format=',
      '--name-only',
      '--diff-merges=first-parent',
      '-z',
      tip,
    ],
    { cwd: repository.directory, encoding: 'latin1', maxBuffer: 2 ** 28 },
  );
  const files = names.split('\0').filter(name => name !== '');
  // A character for each byte, as git has it.
  const paths = [...touchedPaths(files.map(path => ({ path })))];
  const textOf = (path: string) => decodeBytes(Buffer.from(path, 'latin1'));
  expect([...index.paths.keys()].sort()).toEqual(paths.map(textOf).sort());
  expect(index.pathsOfCommits).toEqual(index.paths);
  for (const path of paths.filter((_, at) => at % share === 0)) {
    const text = textOf(path);
    const commits = repository.log(
      // Standard input takes bytes, an argument takes line breaks.
      path === '' || path.includes('\n') ? text : Buffer.from(path, 'latin1'),
      tip,
    );
    expect([text, index.paths.get(text)]).toEqual([text, new Set(commits)]);
  }
}
