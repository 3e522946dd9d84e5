import { cleanText } from './cleanText';
import { decodeBytes } from './decodeBytes';

/** What a commit did to one path, against its first parent. */
export interface PathChange {
  path: string;
  /** `came` where nothing was, `went` where nothing is now. */
  kind: 'came' | 'went' | 'changed';
  /** Of what came or went; empty for what changed. */
  id: string;
  directory: boolean;
}

export interface LoggedCommit {
  sha: string;
  parents: string[];
  /** Committer time in seconds; undefined where it is empty or no number. */
  time: number | undefined;
  authorName: string;
  authorEmail: string;
  subject: string;
  changes: PathChange[];
}

const FIELDS = 6;
const MAX_SUBJECT = 300;
const MAX_NAME = 200;

const NUL = 0;
const NEWLINE = 0x0a;
const COLON = 0x3a;
const SPACE = 0x20;
const ADDED = 0x41;
const DELETED = 0x44;
// `:100644 100644 `
const OLD_MODE = 1;
const NEW_MODE = 8;
const OLD_ID = 15;
const DIRECTORY = 0x34;

function toSeconds(text: string): number | undefined {
  return /^\d+$/.test(text) && Number.isSafeInteger(Number(text))
    ? Number(text)
    : undefined;
}

/** What comes before a path, which is not known yet: modes, ids and a letter. */
function readEntry(bytes: Buffer, start: number): PathChange {
  const at = bytes[start] === NEWLINE ? start + 1 : start;
  const idEnd = bytes.indexOf(SPACE, at + OLD_ID);
  const newId = idEnd + 1;
  const length = idEnd - at - OLD_ID;
  const letter = bytes[newId + length + 1];
  // Directories are 040000; files, links and submodules begin with 1.
  const isDirectory = (mode: number) => bytes[at + mode + 1] === DIRECTORY;
  if (letter === ADDED) {
    const id = bytes.toString('latin1', newId, newId + length);
    return { path: '', kind: 'came', id, directory: isDirectory(NEW_MODE) };
  }
  if (letter === DELETED) {
    const id = bytes.toString('latin1', at + OLD_ID, idEnd);
    return { path: '', kind: 'went', id, directory: isDirectory(OLD_MODE) };
  }
  const directory = isDirectory(NEW_MODE);
  return { path: '', kind: 'changed', id: '', directory };
}

/** Puts commits together, token by token. */
class LogReader {
  #fields: string[] = [];
  #changes: PathChange[] = [];
  #entry: PathChange | undefined;

  /** Takes one token. @returns the commit that ends before it, if one does */
  take(bytes: Buffer, start: number, end: number): LoggedCommit | undefined {
    if (this.#entry) {
      this.#entry.path = decodeBytes(bytes, start, end);
      this.#changes.push(this.#entry);
      this.#entry = undefined;
      return undefined;
    }
    if (this.#fields.length < FIELDS) {
      this.#fields.push(decodeBytes(bytes, start, end));
      return undefined;
    }
    // Entries begin with a colon, the first one of a commit on a new line.
    const isEntry =
      bytes[start] === COLON ||
      (bytes[start] === NEWLINE && bytes[start + 1] === COLON);
    if (isEntry) {
      this.#entry = readEntry(bytes, start);
      return undefined;
    }
    const commit = this.end();
    this.#fields = [decodeBytes(bytes, start, end)];
    return commit;
  }

  /** The commit that was read last. */
  end(): LoggedCommit | undefined {
    if (this.#fields.length < FIELDS) return undefined;
    const [sha, parents, time, name, email, subject] = this.#fields;
    const changes = this.#changes;
    this.#fields = [];
    this.#changes = [];
    return {
      sha,
      parents: parents === '' ? [] : parents.split(' '),
      time: toSeconds(time),
      authorName: cleanText(name, MAX_NAME),
      authorEmail: cleanText(email, MAX_NAME),
      subject: cleanText(subject, MAX_SUBJECT),
      changes,
    };
  }
}

/**
 * Reads what `streamLog` makes git print: fields, then pairs of entry and path.
 * Gives as many commits at a time as a piece of the output completes.
 */
export async function* parseLog(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<LoggedCommit[]> {
  const reader = new LogReader();
  let rest: Buffer[] = [];
  for await (const chunk of chunks) {
    rest.push(chunk);
    // What spans many pieces is put together once.
    if (!chunk.includes(NUL)) continue;
    const bytes = rest.length > 1 ? Buffer.concat(rest) : chunk;
    const commits: LoggedCommit[] = [];
    let start = 0;
    for (let end = bytes.indexOf(NUL); end >= 0; ) {
      const commit = reader.take(bytes, start, end);
      if (commit) commits.push(commit);
      start = end + 1;
      end = bytes.indexOf(NUL, start);
    }
    rest = start < bytes.length ? [bytes.subarray(start)] : [];
    if (commits.length > 0) yield commits;
  }
  const last = reader.end();
  if (last) yield [last];
}
