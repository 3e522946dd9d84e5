import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * One hash over files: their names and contents, in an order that does not
 * depend on the machine. A file that is missing counts as missing.
 */
export async function hashFiles(root, names) {
  const hash = createHash('sha256');
  for (const name of [...names].sort()) {
    const content = await readFile(path.join(root, name)).catch(() => null);
    hash.update(`${name}\0${content ? content.length : 'missing'}\0`);
    if (content) hash.update(content);
  }
  return hash.digest('hex');
}

/** Everything that decides what an install puts into node_modules. */
export async function installInputs(root) {
  const names = ['package.json', 'yarn.lock', '.yarnrc.yml'];
  for (const group of ['packages', 'plugins']) {
    for (const name of await namesIn(path.join(root, group))) {
      names.push(`${group}/${name}/package.json`);
    }
  }
  return names;
}

async function namesIn(folder) {
  return await readdir(folder).catch(() => []);
}
