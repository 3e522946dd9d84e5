import type { Request } from 'express';
import { unauthorized } from '../errors';

export const ANONYMOUS = 'system:anonymous';

/**
 * Whether the request carries the token. Without credentials it is anonymous,
 * as in most clusters; throws 401 for wrong ones.
 */
export function isAuthenticated(req: Request, token: string): boolean {
  const { authorization } = req.headers;
  if (!authorization) return false;
  if (authorization !== `Bearer ${token}`) throw unauthorized();
  return true;
}
