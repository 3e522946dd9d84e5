import { Checks } from '@backstage-gitops/plugin-gitops-common';

/**
 * The checks of a commit; those of its pull request where it has none, as where only
 * pull requests are checked.
 *
 * @param head - the last commit of the pull request, if there is one
 */
export async function checksBehind(
  checksOf: (sha: string) => Promise<Checks>,
  sha: string,
  head: string | undefined,
): Promise<Checks> {
  const own = await checksOf(sha);
  if (own !== 'none' || !head) return own;
  // Its branch may be gone by now, and the commit with it.
  const last = await checksOf(head);
  return last === 'unknown' ? own : last;
}
