import { renderHook, waitFor } from '@testing-library/react';
import { useSWRConfig } from 'swr';
import { CommitDiff } from '@backstage-gitops/plugin-gitops-common';
import { wrapperOf } from '../__testUtils__/signals';
import { useCommitDiff } from './useCommitDiff';

const diff: CommitDiff = { message: 'Much of it', files: [], otherFiles: 0 };

function open(sha: string) {
  let arrive: (answer: CommitDiff) => void = () => {};
  const answer = new Promise<CommitDiff>(resolve => {
    arrive = resolve;
  });
  const api = { commitDiff: () => answer };
  const hook = renderHook(
    () => ({
      ...useCommitDiff('deployments', sha),
      cache: useSWRConfig().cache,
    }),
    { wrapper: wrapperOf(api) },
  );
  const { cache } = hook.result.current;
  const kept = () =>
    JSON.stringify([...cache.keys()].map(key => cache.get(key)));
  return { ...hook, arrive: () => arrive(diff), answer, kept };
}

describe('useCommitDiff', () => {
  it('keeps nothing once it is closed', async () => {
    const { result, arrive, unmount, kept } = open('a1b2c3d');
    arrive();
    await waitFor(() => expect(result.current.value).toEqual(diff));
    expect(kept()).toContain('Much of it');
    unmount();
    expect(kept()).not.toContain('Much of it');
  });

  it('keeps nothing either of what comes when it is closed', async () => {
    const { arrive, answer, unmount, kept } = open('b2c3d4e');
    unmount();
    arrive();
    await answer;
    // All that waits for the same answer has had its turn then.
    await new Promise(resolve => setTimeout(resolve));
    expect(kept()).not.toContain('Much of it');
  });
});
