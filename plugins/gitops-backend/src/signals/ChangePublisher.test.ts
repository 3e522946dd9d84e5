import { mockServices } from '@backstage/backend-test-utils';
import { SignalPayload, SignalsService } from '@backstage/plugin-signals-node';
import {
  CHANGED_CHANNEL,
  changedSignalSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { ChangePublisher } from './ChangePublisher';

function open(failure?: Error) {
  const sent: SignalPayload[] = [];
  const signals: SignalsService = {
    async publish(signal) {
      sent.push(signal);
      if (failure) throw failure;
    },
  };
  const logger = mockServices.logger.mock();
  return {
    sent,
    logger,
    publisher: new ChangePublisher({ signals, logger, delayMs: 10 }),
  };
}

describe('ChangePublisher', () => {
  it('sends what changed close together as one, to everybody', async () => {
    const { sent, publisher } = open();
    publisher.changed(['a', 'b'], 3);
    publisher.changed(['b', 'c'], 2);
    await eventually(() => expect(sent).toHaveLength(1));
    expect(sent).toEqual([
      {
        recipients: { type: 'broadcast' },
        channel: CHANGED_CHANNEL,
        message: { applications: ['a', 'b', 'c'], version: 3 },
      },
    ]);
    publisher.changed(['a'], 4);
    await eventually(() => expect(sent).toHaveLength(2));
    expect(sent[1].message).toEqual({ applications: ['a'], version: 4 });
  });

  it('splits many', async () => {
    const { sent, publisher } = open();
    publisher.changed(Array.from({ length: 1100 }, (_, n) => `id-${n}`));
    await eventually(() => expect(sent).toHaveLength(3));
    const ids = sent.flatMap(
      ({ message }) => changedSignalSchema.parse(message).applications,
    );
    expect(new Set(ids).size).toBe(1100);
  });

  it('does not fail where signals do', async () => {
    const { publisher, logger } = open(new Error('nobody listens'));
    publisher.changed(['a']);
    await eventually(() =>
      expect(logger.debug).toHaveBeenCalledWith(
        expect.stringContaining('nobody listens'),
      ),
    );
  });

  it('sends one at a time, and as one what changed meanwhile', async () => {
    const sent: SignalPayload[] = [];
    let answer = () => {};
    const signals: SignalsService = {
      publish(signal) {
        sent.push(signal);
        return new Promise(resolve => {
          answer = resolve;
        });
      },
    };
    const logger = mockServices.logger.mock();
    const publisher = new ChangePublisher({ signals, logger, delayMs: 1 });
    publisher.changed(['a']);
    await eventually(() => expect(sent).toHaveLength(1));
    for (let n = 0; n < 1000; n++) publisher.changed(['a', 'b'], n);
    answer();
    await eventually(() => expect(sent).toHaveLength(2));
    expect(sent[1].message).toEqual({ applications: ['a', 'b'], version: 999 });
    answer();
    publisher.stop();
  });

  it('sends nothing once it was stopped', () => {
    jest.useFakeTimers();
    const { sent, publisher } = open();
    publisher.changed(['a']);
    publisher.stop();
    publisher.changed(['b']);
    jest.runAllTimers();
    jest.useRealTimers();
    expect(sent).toEqual([]);
  });
});
