import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { inRoot } from '../lib/paths.mjs';
import { Problem } from '../lib/say.mjs';
import { runNode } from '../lib/typescript.mjs';

/** `npm run bench -- [name] …`: runs the benchmarks whose file is named so, or all. */
export async function command({ args, env }) {
  const [name, ...rest] = args;
  const all = [
    ...(await benchmarks('packages')),
    ...(await benchmarks('plugins')),
  ];
  const chosen = name
    ? all.filter(file => path.basename(file, '.ts') === name)
    : all;
  if (!chosen.length) {
    const names = all.map(file => path.basename(file, '.ts'));
    throw new Problem(
      `There is no benchmark ${name ? `'${name}'` : 'yet'}. There are: ${
        names.join(', ') || 'none'
      }.`,
    );
  }
  for (const file of chosen) {
    const code = await runNode(file, rest, env);
    if (code !== 0) return code;
  }
  return 0;
}

async function benchmarks(group) {
  const found = [];
  for (const name of await readdir(inRoot(group))) {
    const folder = `${group}/${name}/bench`;
    const files = await readdir(inRoot(folder)).catch(() => []);
    found.push(
      ...files
        .filter(file => file.endsWith('.ts') && !/\.(test|d)\.ts$/.test(file))
        .map(file => `${folder}/${file}`),
    );
  }
  return found.sort();
}
