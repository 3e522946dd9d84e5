import { createHash } from 'crypto';
import { ApplicationKey } from '@backstage-gitops/plugin-gitops-node';

/** Opaque, URL-safe and the same for ever for one application of one instance. */
export function applicationId(
  engine: string,
  instance: string,
  { kind, namespace, name }: ApplicationKey,
): string {
  return createHash('sha256')
    .update(JSON.stringify([engine, instance, kind, namespace, name]))
    .digest('base64url')
    .slice(0, 22);
}

/** Whether it could be one. */
export function isApplicationId(text: string): boolean {
  return /^[A-Za-z0-9_-]{22}$/.test(text);
}
