import { stripCredentials } from '@backstage-gitops/plugin-gitops-node';

/** Whether a reference is an address, and no path. */
export function isRemote(reference: string): boolean {
  return /:\/\/|^git@|[?&]ref=|^git::|^(github|gitlab|bitbucket)\.(com|org)[/:]/.test(
    reference,
  );
}

/** Where a reference leads, in words that hold no credentials. */
export function describeRemote(reference: string): string {
  const [address, query = ''] = reference
    .replace(/^git::/, '')
    .split(/\?(.*)/s);
  const parameters = new URLSearchParams(query);
  const revision = parameters.get('ref') ?? parameters.get('version');
  // Of a query it is a part that may be a key.
  const place = stripCredentials(address.replace(/\/\/[^/@]*@/, '//'));
  return `${place}${
    revision ? ` at ${revision}` : ''
  } is in another repository`;
}
