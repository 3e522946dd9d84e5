import { Person } from './types';

/** One commit of a history that is imported in one stream. */
export interface ImportedCommit {
  /** Unique in its stream; parents are named by it. */
  id: number;
  /** First parent first. Empty for a root, or to go on from the ref's tip. */
  parents: number[];
  /** Full ref that this commit becomes the tip of. */
  ref: string;
  /** Go on from what this ref points at, before any parent of the stream. */
  onTopOfRef?: boolean;
  author: Person;
  committer: Person;
  at: Date;
  message: string;
  /** Path to content, null deletes; relative to the first parent. */
  files: Record<string, string | null>;
}

function identity(person: Person, at: Date): string {
  const name = person.name.replace(/[<>\n]/g, '');
  const email = person.email.replace(/[<>\n]/g, '');
  return `${name} <${email}> ${Math.floor(at.getTime() / 1000)} +0000`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text, 'utf8')}\n${text}\n`;
}

function quoted(path: string): string {
  const parts = path.split('/');
  if (parts.some(part => ['', '.', '..', '.git'].includes(part))) {
    throw new Error(`'${path}' is not a path inside a repository`);
  }
  const escaped = path
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\n/g, '\\n');
  return `"${escaped}"`;
}

/** The stream for `git fast-import`; marks are the commits' ids. */
export function fastImportStream(commits: readonly ImportedCommit[]): string {
  const parts: string[] = [];
  for (const commit of commits) {
    parts.push(
      `commit ${commit.ref}\n`,
      `mark :${commit.id}\n`,
      `author ${identity(commit.author, commit.at)}\n`,
      `committer ${identity(commit.committer, commit.at)}\n`,
      data(
        commit.message.endsWith('\n') ? commit.message : `${commit.message}\n`,
      ),
    );
    const [first, ...merged] = commit.parents;
    if (commit.onTopOfRef) {
      parts.push(`from ${commit.ref}^0\n`);
    } else if (first !== undefined) {
      parts.push(`from :${first}\n`);
    }
    for (const parent of merged) {
      parts.push(`merge :${parent}\n`);
    }
    for (const [path, content] of Object.entries(commit.files)) {
      parts.push(
        content === null
          ? `D ${quoted(path)}\n`
          : `M 100644 inline ${quoted(path)}\n${data(content)}`,
      );
    }
    parts.push('\n');
  }
  // Refs outside refs/heads only carried side branches until they were merged.
  const side = commits
    .map(({ ref }) => ref)
    .filter(ref => !ref.startsWith('refs/heads/'));
  for (const ref of new Set(side)) {
    parts.push(`reset ${ref}\nfrom ${'0'.repeat(40)}\n\n`);
  }
  parts.push('done\n');
  return parts.join('');
}

/** Marks file of `git fast-import --export-marks` as id → SHA. */
export function parseMarks(text: string): Map<number, string> {
  const marks = new Map<number, string>();
  for (const line of text.split('\n')) {
    const match = /^:(\d+) ([0-9a-f]{40})$/.exec(line);
    if (match) {
      marks.set(Number(match[1]), match[2]);
    }
  }
  return marks;
}
