import type { Request } from 'express';
import { at, isObject } from '../json';
import { timestamp } from '../object';
import { type Account, usernameOf } from './auth';
import { parseManifest, readBody } from './input';
import type { ResourceTarget } from './target';

function userInfo(account: Account) {
  return {
    username: usernameOf(account),
    groups: [
      'system:serviceaccounts',
      `system:serviceaccounts:${account.namespace}`,
      'system:authenticated',
    ],
  };
}

function isAllowed(account: Account, spec: unknown): boolean {
  const text = (field: string) =>
    String(at(spec, 'resourceAttributes', field) ?? '');
  const [resource, subresource] = [text('resource'), text('subresource')];
  return account.may({
    verb: text('verb'),
    group: text('group'),
    resource: subresource ? `${resource}/${subresource}` : resource,
  });
}

/**
 * Questions about oneself, which are asked by creating an object that is not
 * kept: who am I, and may I. Undefined for anything else.
 */
export async function review(
  req: Request,
  account: Account,
  { group, version, plural }: ResourceTarget,
  now: Date,
): Promise<object | undefined> {
  if (req.method !== 'POST' || version !== 'v1') return undefined;
  if (group === 'authentication.k8s.io' && plural === 'selfsubjectreviews') {
    return {
      kind: 'SelfSubjectReview',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: { creationTimestamp: timestamp(now) },
      status: { userInfo: userInfo(account) },
    };
  }
  if (
    group !== 'authorization.k8s.io' ||
    plural !== 'selfsubjectaccessreviews'
  ) {
    return undefined;
  }
  const kind = 'SelfSubjectAccessReview';
  const asked = parseManifest(await readBody(req), false, kind);
  const spec = isObject(asked) ? asked.spec : {};
  return {
    kind,
    apiVersion: 'authorization.k8s.io/v1',
    metadata: {},
    spec,
    status: { allowed: isAllowed(account, spec) },
  };
}
