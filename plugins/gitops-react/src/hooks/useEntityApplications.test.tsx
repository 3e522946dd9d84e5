import { ReactNode } from 'react';
import { act, renderHook, waitFor } from '@testing-library/react';
import { JsonObject } from '@backstage/types';
import { signalApiRef, SignalApi } from '@backstage/plugin-signals-react';
import { TestApiProvider } from '@backstage/test-utils';
import {
  CHANGED_CHANNEL,
  EntityApplications,
} from '@backstage-gitops/plugin-gitops-common';
import { anAnswer, anApplication } from '../testUtils';
import { GitopsApi, gitopsApiRef } from '../api/GitopsApi';
import { useEntityApplications } from './useEntityApplications';

/** Signals that a test sends itself. */
class TestSignals implements SignalApi {
  #listeners = new Set<(channel: string, message: JsonObject) => void>();

  subscribe<TMessage extends JsonObject>(
    channel: string,
    onMessage: (message: TMessage) => void,
  ) {
    const listener = (sent: string, message: JsonObject) =>
      sent === channel && onMessage(message as TMessage);
    this.#listeners.add(listener);
    return { unsubscribe: () => void this.#listeners.delete(listener) };
  }

  send(message: JsonObject) {
    act(() => this.#listeners.forEach(send => send(CHANGED_CHANNEL, message)));
  }
}

const one = anAnswer([anApplication({ id: 'one' })]);
const two = anAnswer([anApplication({ id: 'one' })], { problems: ['second'] });

function setUp(entityRef: string, answers: Array<() => EntityApplications>) {
  const signals = new TestSignals();
  let asked = 0;
  const api: Partial<GitopsApi> = {
    entityApplications: async () =>
      answers[Math.min(asked++, answers.length - 1)](),
    entityCommits: async () => ({ items: [], repositories: [] }),
  };
  const wrapper = ({ children }: { children: ReactNode }) => (
    <TestApiProvider
      apis={[
        [gitopsApiRef, api],
        [signalApiRef, signals],
      ]}
    >
      {children}
    </TestApiProvider>
  );
  const hook = renderHook(ref => useEntityApplications(ref), {
    wrapper,
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
});
