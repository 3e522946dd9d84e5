import { Checks, Signature } from '@backstage-gitops/plugin-gitops-common';
import { GiteaCommit, GiteaStatus } from './giteaSchemas';

export function giteaChecks({
  state,
  total_count: count,
}: GiteaStatus): Checks {
  if (count === 0) return 'none';
  switch (state) {
    case 'success':
    case 'warning':
    case 'skipped':
      return 'passed';
    case 'failure':
    case 'error':
      return 'failed';
    case 'pending':
      return 'running';
    default:
      return 'unknown';
  }
}

export function giteaSignature({ commit }: GiteaCommit): Signature {
  const { verification } = commit;
  if (!verification) return 'unknown';
  if (verification.verified) return 'verified';
  return verification.reason === 'gpg.error.not_signed_commit'
    ? 'none'
    : 'unverified';
}
