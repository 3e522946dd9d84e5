import { cleanText } from './cleanText';
import { decodeBytes } from './decodeBytes';
import { splitAtNul } from './splitAtNul';

export interface LoggedCommit {
  sha: string;
  parents: string[];
  /** Committer time in seconds; undefined where it is empty or no number. */
  time: number | undefined;
  authorName: string;
  authorEmail: string;
  subject: string;
  /** Files it changed, against its first parent. */
  paths: string[];
}

const FIELDS = 6;
const MAX_SUBJECT = 300;
const MAX_NAME = 200;

/** Diff entries begin with a colon, the first one of a commit on a new line. */
function isEntry(token: Buffer): boolean {
  return token[0] === 0x3a || (token[0] === 0x0a && token[1] === 0x3a);
}

function toCommit(fields: Buffer[], paths: string[]): LoggedCommit {
  const [sha, parents, time, name, email, subject] = fields;
  const seconds = time.toString('latin1');
  return {
    sha: sha.toString('latin1'),
    parents: parents.toString('latin1').split(' ').filter(Boolean),
    time:
      /^\d+$/.test(seconds) && Number.isSafeInteger(Number(seconds))
        ? Number(seconds)
        : undefined,
    authorName: cleanText(decodeBytes(name), MAX_NAME),
    authorEmail: cleanText(decodeBytes(email), MAX_NAME),
    subject: cleanText(decodeBytes(subject), MAX_SUBJECT),
    paths,
  };
}

/** Reads what `streamLog` makes git print: fields, then pairs of entry and path. */
export async function* parseLog(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<LoggedCommit> {
  let fields: Buffer[] = [];
  let paths: string[] = [];
  let pathIsNext = false;
  for await (const token of splitAtNul(chunks)) {
    if (pathIsNext) {
      paths.push(decodeBytes(token));
      pathIsNext = false;
    } else if (fields.length < FIELDS) {
      fields.push(token);
    } else if (isEntry(token)) {
      pathIsNext = true;
    } else {
      yield toCommit(fields, paths);
      fields = [token];
      paths = [];
    }
  }
  if (fields.length === FIELDS) yield toCommit(fields, paths);
}
