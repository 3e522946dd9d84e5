import type { Request } from 'express';
import { isObject } from '../json';
import { timestamp } from '../object';
import { parseManifest, readBody } from './input';
import type { ResourceTarget } from './target';

const USER = {
  username: 'system:serviceaccount:kube-system:sandbox',
  groups: ['system:serviceaccounts', 'system:authenticated'],
};

/**
 * Questions about oneself, which are asked by creating an object that is not
 * kept: who am I, and may I. The one user of a sandbox may do everything.
 * Undefined for anything else.
 */
export async function review(
  req: Request,
  { group, version, plural }: ResourceTarget,
  now: Date,
): Promise<object | undefined> {
  if (req.method !== 'POST' || version !== 'v1') return undefined;
  if (group === 'authentication.k8s.io' && plural === 'selfsubjectreviews') {
    return {
      kind: 'SelfSubjectReview',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: { creationTimestamp: timestamp(now) },
      status: { userInfo: USER },
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
  return {
    kind,
    apiVersion: 'authorization.k8s.io/v1',
    metadata: {},
    spec: isObject(asked) ? asked.spec : {},
    status: { allowed: true },
  };
}
