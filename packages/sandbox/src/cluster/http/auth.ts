import type { Request } from 'express';
import { unauthorized } from '../errors';

export const ANONYMOUS = 'system:anonymous';

/** A verb as authorisation names it, and what it is for; with its subresource, if any. */
export interface Access {
  verb: string;
  group: string;
  /** `kustomizations`, or `kustomizations/status`. */
  resource: string;
}

/** A service account that talks to the API. */
export interface Account {
  token: string;
  namespace: string;
  name: string;
  may(access: Access): boolean;
}

/** For who may do everything. */
export function administrator(token: string): Account {
  return { token, namespace: 'kube-system', name: 'sandbox', may: () => true };
}

export function usernameOf({ namespace, name }: Account): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

/**
 * Whose token the request carries. Without credentials it is anonymous, as in
 * most clusters, and there is none; throws 401 for wrong ones.
 */
export function accountOf(
  req: Request,
  accounts: readonly Account[],
): Account | undefined {
  const { authorization } = req.headers;
  if (!authorization) return undefined;
  const found = accounts.find(
    ({ token }) => authorization === `Bearer ${token}`,
  );
  if (!found) throw unauthorized();
  return found;
}
