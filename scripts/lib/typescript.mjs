import { inRoot } from './paths.mjs';
import { exitCode, startProcess } from './processes.mjs';

/** Backstage's loader: Node then runs the TypeScript of the workspace as it is. */
export const TRANSFORM = [
  '--enable-source-maps',
  '--require',
  inRoot('node_modules/@backstage/cli/config/nodeTransform.cjs'),
];

/** Runs a TypeScript file of the repository in this terminal; resolves to its exit code. */
export async function runNode(file, args, env) {
  const started = startProcess('node', [...TRANSFORM, inRoot(file), ...args], {
    env,
    stdio: 'inherit',
  });
  return exitCode(await started.ended);
}
