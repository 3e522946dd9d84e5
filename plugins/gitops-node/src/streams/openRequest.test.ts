import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { NoAnswerError, openRequest } from './openRequest';
import { readText } from './readText';

const URL = 'https://engine.example.com/api';
const who = 'The engine';

const server = setupServer();
registerMswTestHooks(server);

function open(answer: () => Response | Promise<Response>, timeoutMs = 1000) {
  server.use(http.get(URL, answer));
  const stop = new AbortController();
  const response = openRequest(URL, { signal: stop.signal, who, timeoutMs });
  return { stop, response };
}

const read = async (answer: () => Response, silenceMs = 1000) => {
  const response = await open(answer).response;
  return readText(response, { who, maxBytes: 10, silenceMs });
};

const bodyOf = (...chunks: string[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(new TextEncoder().encode(chunk));
      }
    },
  });

describe('openRequest', () => {
  it('answers with the status and the whole body', async () => {
    const { response } = open(() => new HttpResponse('zwölf', { status: 418 }));
    expect((await response).status).toBe(418);
    expect(await readText(await response, { who, maxBytes: 10 })).toBe('zwölf');
    expect(await read(() => new HttpResponse(null))).toBe('');
  });

  it('does not follow a redirect', async () => {
    const { response } = open(() =>
      HttpResponse.redirect('https://other.example.com'),
    );
    expect(await response).toMatchObject({
      status: 302,
      location: expect.stringContaining('https://other.example.com'),
    });
  });

  it.each(['Bearer canary\nx: y', 'Bearer canary€'])(
    'does not repeat credentials that cannot be sent',
    async authorization => {
      const { signal } = new AbortController();
      const headers = { authorization };
      const failure = await openRequest(URL, { signal, who, headers }).catch(
        error => error,
      );
      expect(failure.message).toContain('The engine is not asked');
      expect(failure.message).not.toContain('canary');
    },
  );

  it('says when nothing answers', async () => {
    const { response } = open(() => HttpResponse.error());
    const failure = await response.catch(error => error);
    expect(failure.message).toContain('The engine cannot be reached: ');
    expect(failure).not.toBeInstanceOf(NoAnswerError);
  });

  it.each([
    ['read', 'ETIMEDOUT', true],
    ['write', 'EHOSTUNREACH', true],
    ['connect', 'ETIMEDOUT', false],
    ['connect', 'EHOSTUNREACH', false],
  ])(
    'knows whether it may have arrived after a failure to %s: %s',
    async (syscall, code, mayHaveArrived) => {
      const cause = Object.assign(new Error('failed'), { syscall, code });
      const failing = jest
        .spyOn(global, 'fetch')
        .mockRejectedValueOnce(new TypeError('fetch failed', { cause }));
      const { signal } = new AbortController();
      const failure = await openRequest(URL, { signal, who }).catch(
        error => error,
      );
      failing.mockRestore();
      expect(failure.message).toBe(`The engine cannot be reached: ${code}`);
      expect(failure instanceof NoAnswerError).toBe(mayHaveArrived);
    },
  );

  it('says when the answer does not begin in time', async () => {
    const { response } = open(() => new Promise<Response>(() => {}), 20);
    const failure = await response.catch(error => error);
    expect(failure.message).toBe('The engine did not answer within 0.02 s');
    expect(failure).toBeInstanceOf(NoAnswerError);
  });

  it('says when a body falls silent', async () => {
    await expect(read(() => new HttpResponse(bodyOf('a')), 20)).rejects.toThrow(
      'The engine sent nothing for 0.02 s',
    );
  });

  it('refuses a body that is too long, before it ends', async () => {
    await expect(
      read(() => new HttpResponse(bodyOf('0123456', '789abc'))),
    ).rejects.toThrow('The engine answered with more than 10 bytes');
  });

  it('ends with the reason of the signal, before and while it reads', async () => {
    const waiting = open(() => new Promise<Response>(() => {}));
    waiting.stop.abort(new Error('stopped'));
    await expect(waiting.response).rejects.toThrow('stopped');

    const reading = open(() => new HttpResponse(bodyOf('a')));
    const text = readText(await reading.response, { who, maxBytes: 10 });
    reading.stop.abort(new Error('stopped, too'));
    await expect(text).rejects.toThrow('stopped, too');
  });
});
