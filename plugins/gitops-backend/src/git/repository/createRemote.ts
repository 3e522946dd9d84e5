import { ScmIntegrationRegistry } from '@backstage/integration';
import { Remote } from '../commands/mirror';
import { createAuthorization } from './authorization';

/** How a repository's URL is reached: transports, and credentials bound to its host. */
export function createRemotes(
  integrations: ScmIntegrationRegistry,
  networkTimeoutMs: number,
): (url: string) => Promise<Remote> {
  const authorization = createAuthorization(integrations);
  return async url => {
    // An http URL got this far only where the host's integration has one.
    const protocols = url.startsWith('http://')
      ? 'https:ssh:http'
      : 'https:ssh';
    const base = { url, protocols, networkTimeoutMs };
    if (url.startsWith('ssh://')) return { ...base, config: [], secrets: [] };

    const header = await authorization(url);
    if (header === undefined) return { ...base, config: [], secrets: [] };
    const [, secret] = header.split(' ');
    const decoded = Buffer.from(secret ?? '', 'base64').toString('utf8');
    const password = decoded.slice(decoded.indexOf(':') + 1);
    return {
      ...base,
      config: [
        [
          `http.${new URL(url).origin}/.extraHeader`,
          `Authorization: ${header}`,
        ],
      ],
      secrets: [
        secret ?? '',
        ...(header.startsWith('Basic ') ? [password] : []),
      ],
    };
  };
}
