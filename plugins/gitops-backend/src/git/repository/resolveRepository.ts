import { ScmIntegrationRegistry } from '@backstage/integration';
import { hostSettings } from './hostSettings';
import { parseRepositoryUrl } from './parseRepositoryUrl';

export interface Repository {
  /** The same for every way to write the same repository. */
  key: string;
  /** What is fetched; holds no credentials. */
  url: string;
}

/**
 * Which repository a URL means. Where the portal has an integration for the
 * host, an ssh URL is fetched over http(s): the integration's credentials are
 * for that, while the key of the ssh URL is the engine's and not ours.
 *
 * @throws InputError where the URL is refused
 */
export function resolveRepository(
  given: string,
  integrations: ScmIntegrationRegistry,
): Repository {
  const parsed = parseRepositoryUrl(
    given,
    host => hostSettings(integrations, host).http,
  );
  const { kind, http } = hostSettings(integrations, parsed.host);
  const suffixed = ['github', 'gitlab', 'gitea'].includes(kind);
  const bare = parsed.path.replace(/\.git$/, '');
  // Redirects are not followed, and some hosts redirect to the `.git` form.
  const path = suffixed ? `${bare}.git` : parsed.path;
  if (parsed.scheme === 'ssh' && suffixed) {
    return {
      key: `${parsed.host}/${bare}`,
      url: `${http ? 'http' : 'https'}://${parsed.host}/${path}`,
    };
  }
  if (parsed.scheme === 'ssh') {
    const user = parsed.user ? `${parsed.user}@` : '';
    // The scp form is relative to the account's home; Git hosts treat both alike.
    return {
      key: `ssh:${user}${parsed.host}/${bare}`,
      url: `ssh://${user}${parsed.host}/${path}`,
    };
  }
  return {
    key: `${parsed.host}/${bare}`,
    url: `${parsed.scheme}://${parsed.host}/${path}`,
  };
}
