/** Observes the Argo CD whose URL is the argument, and says what it sees, a line of JSON each. */
import { LoggerService } from '@backstage/backend-plugin-api';
import { ArgocdInstance } from '../ArgocdInstance';

function say(words: object): void {
  process.stdout.write(`${JSON.stringify(words)}\n`);
}

const silent: LoggerService = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => silent,
};

async function main(url: string): Promise<void> {
  const instance = new ArgocdInstance(
    { name: 'main', url, frontendUrl: url, credentials: { type: 'none' } },
    silent,
  );
  const { signal } = new AbortController();
  const known = async () => [];
  for await (const { type } of instance.observe({ signal, known })) {
    if (type !== 'alive') say({ type });
  }
}

main(process.argv[2]).catch((error: Error) => say({ error: error.message }));
