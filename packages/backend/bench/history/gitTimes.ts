import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What the index asks git for, of the whole history. */
const WHOLE_LOG = [
  'log',
  '--raw',
  '-z',
  '--root',
  '--no-renames',
  '--no-abbrev',
  '--diff-merges=first-parent',
  '--topo-order',
  '--reverse',
  '--format=%H%x00%P%x00%ct%x00%an%x00%ae%x00%s',
  '--all',
];

/** Milliseconds that git takes; what it says goes nowhere. */
async function time(directory: string, args: string[]): Promise<number> {
  const began = performance.now();
  const child = spawn('git', ['-C', directory, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`git ${args[0]} ended with ${code}`);
  return performance.now() - began;
}

/** One pass over the whole history, by the fastest of three. */
export async function timeWholeLog(directory: string): Promise<number> {
  const took = [];
  for (let n = 0; n < 3; n++) took.push(await time(directory, WHOLE_LOG));
  return Math.min(...took);
}

/** The newest commits of each list of paths, with changed-path Bloom filters. */
export async function timePathLogs(
  directory: string,
  pathLists: string[][],
): Promise<number[]> {
  await time(directory, [
    ...['commit-graph', 'write', '--reachable', '--changed-paths'],
  ]);
  const took = [];
  for (const paths of pathLists) {
    const args = ['log', '-n', '20', '--format=%H', 'main', '--', ...paths];
    took.push(await time(directory, args));
  }
  return took;
}
