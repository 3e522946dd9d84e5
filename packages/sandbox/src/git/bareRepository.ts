import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fastImportStream, ImportedCommit, parseMarks } from './fastImport';
import { gitText, runGit } from './runGit';

export interface RepositorySpec {
  /** `owner/name` */
  name: string;
  private?: boolean;
  description?: string;
  createdAt?: Date;
}

const NAME = /^[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/;

/** One bare repository on disk and the few things the sandbox does to it. */
export class BareRepository {
  readonly defaultBranch = 'main';
  readonly directory: string;
  readonly #checkouts = new Map<string, Promise<string>>();
  #writes: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly spec: RepositorySpec,
    private readonly root: string,
  ) {
    this.directory = join(root, 'repositories', `${spec.name}.git`);
  }

  static async create(
    root: string,
    spec: RepositorySpec,
  ): Promise<BareRepository> {
    if (!NAME.test(spec.name)) {
      throw new Error(`'${spec.name}' is not the name of a repository`);
    }
    const repository = new BareRepository(spec, root);
    await mkdir(repository.directory, { recursive: true });
    const options = { directory: repository.directory };
    await runGit(
      ['init', '--quiet', '--bare', '--initial-branch=main', '.'],
      options,
    );
    // What the hosts in the field allow: partial clones, fetching exact commits.
    for (const [key, value] of [
      ['uploadpack.allowFilter', 'true'],
      ['uploadpack.allowAnySHA1InWant', 'true'],
      ['http.receivepack', 'false'],
      ['gc.auto', '0'],
    ]) {
      await runGit(['config', key, value], options);
    }
    return repository;
  }

  /** Imports a history; resolves with the SHA of every commit by its id. */
  async import(commits: ImportedCommit[]): Promise<Map<number, string>> {
    const turn = this.#writes.then(() => this.#import(commits));
    this.#writes = turn.catch(() => {});
    return await turn;
  }

  async #import(commits: ImportedCommit[]): Promise<Map<number, string>> {
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

  async resolve(revision: string): Promise<string> {
    const text = await gitText(
      ['rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`],
      { directory: this.directory },
    );
    return text.trim();
  }

  async readFile(sha: string, path: string): Promise<Buffer | undefined> {
    const entry = await this.entry(sha, path);
    if (entry?.type !== 'blob') {
      return undefined;
    }
    return await runGit(['cat-file', 'blob', entry.sha], {
      directory: this.directory,
    });
  }

  async entry(
    sha: string,
    path: string,
  ): Promise<{ type: string; sha: string } | undefined> {
    const text = await gitText(
      ['--literal-pathspecs', 'ls-tree', '-z', '--full-tree', sha, '--', path],
      { directory: this.directory },
    );
    const match = /^\d+ (\w+) ([0-9a-f]+)\t/.exec(text);
    return match ? { type: match[1], sha: match[2] } : undefined;
  }

  /** The tree of a commit on disk; made once, then only read. */
  async checkout(sha: string): Promise<string> {
    const known = this.#checkouts.get(sha);
    if (known) {
      return await known;
    }
    const made = this.#checkout(sha);
    this.#checkouts.set(sha, made);
    made.catch(() => this.#checkouts.delete(sha));
    return await made;
  }

  async #checkout(sha: string): Promise<string> {
    const directory = join(this.root, 'checkouts', this.spec.name, sha);
    await mkdir(directory, { recursive: true });
    const index = `${directory}.index`;
    await runGit(
      [
        `--git-dir=${this.directory}`,
        `--work-tree=${directory}`,
        'checkout',
        '--quiet',
        '--force',
        sha,
        '--',
        '.',
      ],
      { directory, env: { GIT_INDEX_FILE: index } },
    );
    await rm(index, { force: true });
    return directory;
  }
}
