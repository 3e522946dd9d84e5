import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { movesBetween } from './branchMoves';
import { Checkouts } from './checkouts';
import { fastImportStream, ImportedCommit, parseMarks } from './fastImport';
import { gitText, runGit } from './runGit';
import { Push } from './types';

export interface RepositorySpec {
  /** `owner/name` */
  name: string;
  private?: boolean;
  description?: string;
  createdAt?: Date;
}

/**
 * What the hosts in the field allow: partial clones, fetching exact commits. A
 * push is allowed request by request, to those who may.
 */
const CONFIG = `[uploadpack]
	allowFilter = true
	allowAnySHA1InWant = true
[http]
	receivepack = false
[gc]
	auto = 0
`;

const NAME = /^[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/;

/** One bare repository on disk and the few things the sandbox does to it. */
export class BareRepository {
  readonly defaultBranch = 'main';
  readonly directory: string;
  readonly #checkouts: Checkouts;
  /** Full SHAs of commits that were found; they do not go. */
  readonly #known = new Set<string>();
  #writes: Promise<unknown> = Promise.resolve();

  private constructor(readonly spec: RepositorySpec, root: string) {
    this.directory = join(root, 'repositories', `${spec.name}.git`);
    this.#checkouts = new Checkouts(
      this.directory,
      join(root, 'checkouts', spec.name),
    );
  }

  static isName(name: string): boolean {
    return NAME.test(name);
  }

  static async create(
    root: string,
    spec: RepositorySpec,
  ): Promise<BareRepository> {
    if (!BareRepository.isName(spec.name)) {
      throw new Error(`'${spec.name}' is not the name of a repository`);
    }
    const repository = new BareRepository(spec, root);
    await mkdir(repository.directory, { recursive: true });
    await runGit(
      [
        'init',
        '--quiet',
        '--bare',
        '--template=',
        '--initial-branch=main',
        '.',
      ],
      { directory: repository.directory },
    );
    await appendFile(join(repository.directory, 'config'), CONFIG);
    return repository;
  }

  /**
   * Runs work that moves branches while nothing else moves them, and tells of
   * each branch that it moved, also when the work fails half-way. The work is
   * given the branches as they are.
   */
  async exclusively<T>(
    work: (branches: ReadonlyMap<string, string>) => Promise<T>,
    tell: (push: Push) => void,
  ): Promise<T> {
    const turn = this.#writes.then(async () => {
      const before = await this.branches();
      try {
        return await work(before);
      } finally {
        const after = await this.branches();
        movesBetween(before, after)
          .map(move => ({ repository: this.spec.name, ...move }))
          .forEach(tell);
      }
    });
    this.#writes = turn.catch(() => {});
    return await turn;
  }

  /** Imports a history; resolves with the SHA of every commit by its id. */
  async import(commits: ImportedCommit[]): Promise<Map<number, string>> {
    const marks = join(this.directory, 'sandbox-marks');
    await runGit(
      [
        'fast-import',
        '--quiet',
        '--done',
        '--date-format=raw',
        `--export-marks=${marks}`,
      ],
      { directory: this.directory, input: fastImportStream(commits) },
    );
    const result = parseMarks(await readFile(marks, 'utf8'));
    await rm(marks);
    return result;
  }

  async moveBranch(branch: string, sha: string): Promise<void> {
    await runGit(['update-ref', `refs/heads/${branch}`, sha], {
      directory: this.directory,
    });
  }

  /** The SHA of every branch's tip, by the branch's name, in that order. */
  async branches(): Promise<Map<string, string>> {
    const text = await gitText(
      [
        'for-each-ref',
        '--format=%(refname:lstrip=2)%00%(objectname)',
        'refs/heads/',
      ],
      { directory: this.directory },
    );
    return new Map(
      text
        .split('\n')
        .filter(Boolean)
        .map(line => {
          const [branch, sha] = line.split('\0');
          return [branch, sha];
        }),
    );
  }

  async resolve(revision: string): Promise<string> {
    if (this.#known.has(revision)) return revision;
    const text = await gitText(
      ['rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`],
      { directory: this.directory },
    );
    const sha = text.trim();
    this.#known.add(sha);
    return sha;
  }

  /** The tree of a commit on disk; made once, then only read. */
  async checkout(sha: string): Promise<string> {
    return await this.#checkouts.at(sha);
  }
}
