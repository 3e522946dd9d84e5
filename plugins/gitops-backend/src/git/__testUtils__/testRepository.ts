import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface TestCommit {
  /** Contents by path; null removes the file. */
  files?: Record<string, string | null>;
  message?: string;
  /** Of author and committer; seconds since 1970. */
  time?: number;
}

/** A real repository to be served, with a work tree to commit from. */
export interface TestRepository {
  directory: string;
  git(...args: string[]): string;
  commit(commit: TestCommit): string;
  /** Feeds `git fast-import`, for what the ordinary commands refuse to write. */
  fastImport(stream: Buffer | string): void;
  /** The commits that git gives for a path, which may be bytes without line breaks. */
  log(path: string | Buffer, ...revisions: string[]): string[];
}

export const EPOCH = 1_700_000_000;

export function createTestRepository(
  root: string,
  name: string,
): TestRepository {
  const directory = join(root, `${name}.git`);
  const workTree = join(root, `${name}.work`);
  mkdirSync(workTree, { recursive: true });
  let clock = EPOCH;
  const run = (args: string[], time: number, input?: Buffer | string) =>
    execFileSync('git', args, {
      cwd: workTree,
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        GIT_DIR: directory,
        GIT_WORK_TREE: workTree,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_AUTHOR_NAME: 'Robin Example',
        GIT_AUTHOR_EMAIL: 'robin@example.com',
        GIT_COMMITTER_NAME: 'Robin Example',
        GIT_COMMITTER_EMAIL: 'robin@example.com',
        GIT_AUTHOR_DATE: `@${time} +0000`,
        GIT_COMMITTER_DATE: `@${time} +0000`,
        LC_ALL: 'C',
      },
    }).trim();
  const git = (...args: string[]) => run(args, clock);

  git('init', '--quiet', '--initial-branch=main');
  git('config', 'core.bare', 'false');
  git('config', 'uploadpack.allowFilter', 'true');
  git('config', 'uploadpack.allowAnySHA1InWant', 'true');

  return {
    directory,
    git,
    commit({ files = {}, message = 'Change', time }) {
      clock = time ?? clock + 60;
      for (const [path, contents] of Object.entries(files)) {
        const file = join(workTree, path);
        if (contents === null) {
          rmSync(file);
        } else {
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, contents);
        }
      }
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '-m', message);
      return git('rev-parse', 'HEAD');
    },
    fastImport(stream) {
      run(
        ['fast-import', '--quiet', '--force', '--date-format=raw-permissive'],
        clock,
        stream,
      );
    },
    log(path, ...revisions) {
      const args = [
        '--literal-pathspecs',
        'log',
        '--full-history',
        '--diff-merges=first-parent',
        '--name-only',
        '--format=%x01%H',
        ...revisions,
      ];
      const output =
        typeof path === 'string'
          ? // For the root git would list commits that change nothing as well.
            git(...args, '--', path === '' ? '.' : path)
          : run(
              [...args, '--stdin'],
              clock,
              Buffer.concat([Buffer.from('--\n'), path, Buffer.from('\n')]),
            );
      return output
        .split('\u0001')
        .map(entry => entry.trim().split('\n'))
        .filter(lines => lines.length > 1)
        .map(([sha]) => sha);
    },
  };
}
