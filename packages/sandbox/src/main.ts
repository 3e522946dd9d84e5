import { resolve } from 'node:path';
import { DEFAULT_PORTS, startSandbox } from './sandbox';

/** Long enough for a person to see that something is going on. */
const SYNC_MS = 1_500;

async function main(): Promise<void> {
  const began = performance.now();
  const directory = process.env.SANDBOX_DIRECTORY;
  const sandbox = await startSandbox({
    ports: DEFAULT_PORTS,
    syncMs: SYNC_MS,
    ...(directory && { directory: resolve(directory) }),
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const { git, argocd, control } = sandbox.urls;
  process.stdout.write(
    `The sandbox is ready after ${seconds} s: Git ${git}, Argo CD ${argocd}, control ${control}\n`,
  );

  let isStopping = false;
  const stop = async () => {
    if (!isStopping) {
      isStopping = true;
      await sandbox.stop();
      process.exit(0);
    }
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch(error => {
  const words = error instanceof Error ? error.message : String(error);
  process.stderr.write(`The sandbox could not start: ${words}\n`);
  process.exit(1);
});
