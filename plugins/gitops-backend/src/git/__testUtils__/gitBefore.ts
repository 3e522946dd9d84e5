import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Has the shell do something before each git of this process, until told to stop. */
export function gitBefore(root: string, script: string): () => void {
  const real = execFileSync('sh', ['-c', 'command -v git'], {
    encoding: 'utf8',
  }).trim();
  const directory = mkdtempSync(join(root, 'bin-'));
  writeFileSync(
    join(directory, 'git'),
    `#!/bin/sh\n${script}\nexec '${real}' "$@"\n`,
    { mode: 0o755 },
  );
  const before = process.env.PATH;
  process.env.PATH = `${directory}:${before}`;
  return () => {
    process.env.PATH = before;
  };
}
