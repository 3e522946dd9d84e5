import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runGit } from './runGit';

/** The trees of one repository's commits on disk; each made once, then only read. */
export class Checkouts {
  readonly #made = new Map<string, Promise<string>>();

  constructor(
    private readonly gitDirectory: string,
    private readonly root: string,
  ) {}

  /** The directory with the tree of a commit, by its full SHA. */
  async at(sha: string): Promise<string> {
    const known = this.#made.get(sha);
    if (known) {
      return await known;
    }
    const made = this.#make(sha);
    this.#made.set(sha, made);
    made.catch(() => this.#made.delete(sha));
    return await made;
  }

  async #make(sha: string): Promise<string> {
    const directory = join(this.root, sha);
    await mkdir(directory, { recursive: true });
    const index = `${directory}.index`;
    await runGit(
      [
        `--git-dir=${this.gitDirectory}`,
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
