import { BareRepository } from './bareRepository';
import { gitText } from './runGit';

export interface ChangedFile {
  path: string;
  /** In Gitea's words. */
  status: 'added' | 'changed' | 'deleted';
  /** Lines; 0 for a binary file. */
  additions: number;
  deletions: number;
}

function statusOf(letter: string): ChangedFile['status'] {
  switch (letter) {
    case 'A':
      return 'added';
    case 'D':
      return 'deleted';
    default:
      return 'changed';
  }
}

/** The files that differ between two commits, by path; a rename is two files. */
export async function changedFiles(
  { directory }: BareRepository,
  from: string,
  to: string,
): Promise<ChangedFile[]> {
  const text = await gitText(
    ['diff', '--raw', '--numstat', '-z', '--no-renames', from, to],
    { directory },
  );
  // First `:… <letter>`, path for each file, then `<added>\t<deleted>\t<path>`.
  const parts = text.split('\0').filter(Boolean);
  const letters = new Map<string, string>();
  while (parts[0]?.startsWith(':')) {
    const [facts, path] = parts.splice(0, 2);
    letters.set(path, facts.slice(-1));
  }
  return parts.map(line => {
    const [additions, deletions, ...path] = line.split('\t');
    const name = path.join('\t');
    return {
      path: name,
      status: statusOf(letters.get(name) ?? 'M'),
      additions: Number(additions) || 0,
      deletions: Number(deletions) || 0,
    };
  });
}
