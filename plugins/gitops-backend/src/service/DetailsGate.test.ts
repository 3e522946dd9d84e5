import { ServiceUnavailableError } from '@backstage/errors';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { DetailsGate } from './DetailsGate';

const MAIN = { key: 'argocd main', name: 'main' };
const EDGE = { key: 'argocd edge', name: 'edge' };

/** Questions that are answered when they are told to. */
class Questions {
  readonly waiting: Array<() => void> = [];
  most = 0;

  readonly ask = async () => {
    const answered = new Promise<void>(resolve => this.waiting.push(resolve));
    this.most = Math.max(this.most, this.waiting.length);
    await answered;
    return 'answer';
  };
}

/** Never answers, whatever the signal says. */
const silent = () => new Promise<never>(() => {});

describe('DetailsGate', () => {
  it('lets four through at once, keeps twenty waiting, and refuses the rest', async () => {
    const gate = new DetailsGate();
    const questions = new Questions();
    const asked = Array.from({ length: 24 }, () =>
      gate.ask(MAIN, questions.ask),
    );
    const refused = gate.ask(MAIN, questions.ask);
    await expect(refused).rejects.toThrow(ServiceUnavailableError);
    await expect(refused).rejects.toThrow('"main" is asked too much');

    // Another instance has its own gate.
    expect(await gate.ask(EDGE, async () => 'edge')).toBe('edge');

    let answered = 0;
    while (answered < 24) {
      const next = await eventually(() => {
        const question = questions.waiting.shift();
        if (!question) throw new Error('Nobody asks');
        return question;
      });
      next();
      answered += 1;
    }
    expect(await Promise.all(asked)).toEqual(Array(24).fill('answer'));
    expect(questions.most).toBe(4);
  });

  it('says in words that nothing came, and lets others through then', async () => {
    const gate = new DetailsGate({ timeoutMs: 50 });
    const asked = Array.from({ length: 6 }, () => gate.ask(MAIN, silent));
    for (const { reason } of await Promise.allSettled(asked).then(all =>
      all.map(each => ({ reason: 'reason' in each ? each.reason : each })),
    )) {
      expect(reason).toBeInstanceOf(ServiceUnavailableError);
      expect(reason.message).toBe('"main" did not answer within 0.05 s.');
    }
    expect(await gate.ask(MAIN, async () => 'answer')).toBe('answer');
  });

  it('tells the engine to stop when it is too late', async () => {
    const gate = new DetailsGate({ timeoutMs: 50 });
    let signal: AbortSignal | undefined;
    const asked = gate.ask(MAIN, given => {
      signal = given;
      return silent();
    });
    await expect(asked).rejects.toThrow('did not answer');
    expect(signal?.aborted).toBe(true);
  });

  it('passes on the engine’s words, without credentials and causes', async () => {
    const gate = new DetailsGate();
    const failure = new Error('https://robin:secret@argocd.example.com: down', {
      cause: new Error('secret'),
    });
    const asked = gate.ask(MAIN, () => Promise.reject(failure));
    await expect(asked).rejects.toThrow(ServiceUnavailableError);
    await expect(asked).rejects.toMatchObject({
      message: '"main" could not answer: https://argocd.example.com: down',
      cause: undefined,
    });
  });
});
