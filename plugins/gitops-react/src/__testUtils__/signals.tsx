import { ReactNode } from 'react';
import { act } from '@testing-library/react';
import { JsonObject } from '@backstage/types';
import { signalApiRef, SignalApi } from '@backstage/plugin-signals-react';
import { TestApiProvider } from '@backstage/test-utils';
import { CHANGED_CHANNEL } from '@backstage-gitops/plugin-gitops-common';
import { GitopsApi, gitopsApiRef } from '../api/GitopsApi';

/** Signals that a test sends itself. */
export class TestSignals implements SignalApi {
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

/** Where hooks find the backend and its signals. */
export const wrapperOf =
  (api: Partial<GitopsApi>, signals = new TestSignals()) =>
  ({ children }: { children: ReactNode }) =>
    (
      <TestApiProvider
        apis={[
          [gitopsApiRef, api],
          [signalApiRef, signals],
        ]}
      >
        {children}
      </TestApiProvider>
    );
