/**
 * `node scripts/launch.mjs <command> …`: what `npm start` and `npm test` run.
 * It needs Node 18 and npm, gets the rest by itself, and has no dependencies.
 */
import { prepareToolchain } from './lib/toolchain.mjs';
import { installDependencies } from './lib/install.mjs';
import { requireFreePorts } from './lib/ports.mjs';
import { endAll } from './lib/processes.mjs';
import { complain, Problem } from './lib/say.mjs';
import { endWithSignals, isStopping } from './lib/signals.mjs';

const [name, ...args] = process.argv.slice(2);
const commands = {
  start: () => import('./commands/start.mjs'),
  test: () => import('./commands/test.mjs'),
  bench: () => import('./commands/bench.mjs'),
  sandbox: () => import('./commands/sandbox.mjs'),
};

async function main() {
  if (!Object.hasOwn(commands, name ?? '')) {
    throw new Problem(
      `Say what to do: npm ${Object.keys(commands).join(', npm run ')}.`,
    );
  }
  const { needsPorts, command } = await commands[name]();
  // Before anything is fetched: nobody should wait minutes to learn of this.
  if (needsPorts?.(args)) await requireFreePorts(`npm ${name}`);
  const env = await prepareToolchain(process.env);
  await installDependencies(env, process.env);
  return await command({ args, env });
}

endWithSignals();
let code = 1;
try {
  code = await main();
} catch (error) {
  if (!isStopping()) {
    complain(error instanceof Problem ? `\n${error.message}` : error.stack);
  }
}
if (!isStopping()) {
  await endAll();
  process.exit(code);
}
