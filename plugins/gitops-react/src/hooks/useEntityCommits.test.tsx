import { act, renderHook, waitFor } from '@testing-library/react';
import { CommitsQuery } from '@backstage-gitops/plugin-gitops-common';
import { TestSignals, wrapperOf } from '../__testUtils__/signals';
import { aCommit } from '../testUtils';
import { useEntityCommits } from './useEntityCommits';

const commits = Array.from({ length: 130 }, (_, n) =>
  aCommit({ sha: String(n).padStart(40, '0') }),
);

describe('useEntityCommits', () => {
  it('loads anew what is shown in as few requests as there can be', async () => {
    const asked: CommitsQuery[] = [];
    const signals = new TestSignals();
    const api = {
      entityCommits: async (_: string, query: CommitsQuery = {}) => {
        asked.push(query);
        const begin = Number(query.cursor ?? 0);
        const end = begin + Number(query.limit);
        return {
          items: commits.slice(begin, end),
          repositories: [],
          nextCursor: end < commits.length ? String(end) : undefined,
        };
      },
    };
    const { result } = renderHook(
      () => useEntityCommits('component:default/many', ['one']),
      { wrapper: wrapperOf(api, signals) },
    );
    for (let shown = 20; shown < 120; shown += 20) {
      await waitFor(() =>
        expect(result.current.value?.items).toHaveLength(shown),
      );
      act(() => result.current.showMore?.());
    }
    await waitFor(() => expect(result.current.value?.items).toHaveLength(120));
    expect(asked.map(({ limit }) => limit)).toEqual(Array(6).fill(20));

    asked.length = 0;
    signals.send({ applications: ['one'], version: 2 });
    await waitFor(() =>
      expect(asked).toEqual([
        { limit: 100, cursor: undefined },
        { limit: 20, cursor: '100' },
      ]),
    );
    expect(result.current.value?.items).toEqual(commits.slice(0, 120));
    expect(result.current.showMore).toBeDefined();
  });
});
