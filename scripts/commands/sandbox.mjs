import { runNode } from '../lib/typescript.mjs';

/** `npm run sandbox -- …`: changes something in the running sandbox. */
export async function command({ args, env }) {
  return await runNode('packages/sandbox/src/cli.ts', args, env);
}
