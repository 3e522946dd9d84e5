import { BackstageCredentials } from '@backstage/backend-plugin-api';

/** The entity ref of the person who asks; undefined for a service. */
export function personOf({
  principal,
}: BackstageCredentials): string | undefined {
  const isUser =
    typeof principal === 'object' &&
    principal !== null &&
    'type' in principal &&
    principal.type === 'user' &&
    'userEntityRef' in principal;
  return isUser ? String(principal.userEntityRef) : undefined;
}
