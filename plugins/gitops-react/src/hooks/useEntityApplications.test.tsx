import { act, renderHook, waitFor } from '@testing-library/react';
import { EntityApplications } from '@backstage-gitops/plugin-gitops-common';
import { TestSignals, wrapperOf } from '../__testUtils__/signals';
import { anAnswer, anApplication } from '../testUtils';
import { GitopsApi } from '../api/GitopsApi';
import { useEntityApplications } from './useEntityApplications';

const one = anAnswer([anApplication({ id: 'one' })]);
const two = anAnswer([anApplication({ id: 'one' })], { problems: ['second'] });

function setUp(
  entityRef: string,
  answers: Array<() => EntityApplications | Promise<EntityApplications>>,
) {
  const signals = new TestSignals();
  let asked = 0;
  const api: Partial<GitopsApi> = {
    entityApplications: async () =>
      answers[Math.min(asked++, answers.length - 1)](),
    entityCommits: async () => ({ items: [], repositories: [] }),
  };
  const hook = renderHook(ref => useEntityApplications(ref), {
    wrapper: wrapperOf(api, signals),
    initialProps: entityRef,
  });
  return { hook, signals, asked: () => asked };
}

describe('useEntityApplications', () => {
  it('keeps the last good answer while a newer one fails', async () => {
    const { hook } = setUp('component:default/kept', [
      () => one,
      () => {
        throw new Error('away');
      },
    ]);
    await waitFor(() => expect(hook.result.current.value).toEqual(one));

    await act(() => hook.result.current.retry());

    await waitFor(() =>
      expect(hook.result.current.error?.message).toBe('away'),
    );
    expect(hook.result.current.value).toEqual(one);
  });

  it('never shows the applications of one entity as those of another', async () => {
    const { hook } = setUp('component:default/first', [
      () => one,
      () => {
        throw new Error('away');
      },
    ]);
    await waitFor(() => expect(hook.result.current.value).toEqual(one));

    hook.rerender('component:default/second');

    expect(hook.result.current).toMatchObject({
      value: undefined,
      isLoading: true,
    });
    await waitFor(() =>
      expect(hook.result.current.error?.message).toBe('away'),
    );
    expect(hook.result.current).toMatchObject({
      value: undefined,
      isLoading: false,
    });
  });

  it('ignores signals that are malformed or about something else', async () => {
    const { hook, signals, asked } = setUp('component:default/other', [
      () => one,
      () => two,
    ]);
    await waitFor(() => expect(hook.result.current.value).toEqual(one));

    signals.send({ applications: ['another'], version: 2 });
    signals.send({ nonsense: true });
    await act(() => hook.result.current.retry());

    // Only the retry was answered: the signals before it asked for nothing.
    await waitFor(() => expect(hook.result.current.value).toEqual(two));
    expect(asked()).toBe(2);
  });

  it('loads again when one of the applications changed', async () => {
    const { hook, signals } = setUp('component:default/changed', [
      () => one,
      () => two,
    ]);
    await waitFor(() => expect(hook.result.current.value).toEqual(one));

    signals.send({ applications: ['one'], version: 2 });

    await waitFor(() => expect(hook.result.current.value).toEqual(two));
  });

  it('shows what is on its way whatever is told meanwhile, then loads once more', async () => {
    const arrive: Array<(answer: EntityApplications) => void> = [];
    const held = () =>
      new Promise<EntityApplications>(resolve => arrive.push(resolve));
    const { hook, signals, asked } = setUp('component:default/busy', [
      () => one,
      held,
    ]);
    await waitFor(() => expect(hook.result.current.value).toEqual(one));

    signals.send({ applications: ['one'], version: 2 });
    await waitFor(() => expect(arrive).toHaveLength(1));
    signals.send({ applications: ['one'], version: 3 });
    signals.send({ applications: ['one'], version: 4 });
    signals.send({ applications: ['another'], version: 5 });
    act(() => arrive[0](two));
    await waitFor(() => expect(hook.result.current.value).toEqual(two));

    await waitFor(() => expect(arrive).toHaveLength(2));
    const three = anAnswer([anApplication({ id: 'one' })], {
      problems: ['third'],
    });
    act(() => arrive[1](three));
    await waitFor(() => expect(hook.result.current.value).toEqual(three));
    expect(asked()).toBe(3);
  });
});
