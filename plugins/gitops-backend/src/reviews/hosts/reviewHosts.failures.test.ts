import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { ask, asked, failureOf } from './__testUtils__/asking';
import { CANARY, TEST_HOSTS } from './__testUtils__/testHosts';

const server = setupServer();

describe.each(TEST_HOSTS)('$name, when it does not answer', host => {
  registerMswTestHooks(server);

  const always = (answer: () => Response) =>
    server.use(http.all(host.anywhere, answer));
  const failure = () => failureOf(ask(host, asked('a')));

  it('uses the credentials of the integration', async () => {
    const headers: Array<string | null> = [];
    server.use(
      http.all(host.anywhere, ({ request }) => {
        headers.push(request.headers.get('authorization'));
        return HttpResponse.json({}, { status: 500 });
      }),
    );
    expect((await failure()).kind).toBe('failed');
    expect(new Set(headers)).toEqual(new Set([host.authorization]));
  });

  it('says when to ask again', async () => {
    always(host.limited);
    const { kind, retryAfterMs, message } = await failure();
    expect(kind).toBe('rateLimited');
    expect(retryAfterMs).toBeGreaterThan(3_000_000);
    expect(retryAfterMs).toBeLessThanOrEqual(3_600_000);
    expect(message).toContain(host.host);
  });

  it.each([
    [401, 'refused', 'refuses'],
    [403, 'forbidden', 'does not let the portal see'],
  ])('says that it refuses the token: %s', async (status, expected, words) => {
    always(() => HttpResponse.json({ message: CANARY }, { status }));
    const { kind, message } = await failure();
    expect(kind).toBe(expected);
    expect(message).toMatch(
      new RegExp(`^The Git host ${host.host} ${words} .*integrations\\.`),
    );
  });

  it.each([
    ['90', 90_000],
    ['-1', 60_000],
    [`${Math.floor(Date.now() / 1000) - 100}`, 60_000],
  ])(
    'reads seconds from now, and a clock that is ahead: %s',
    async (reset, retryAfterMs) => {
      const headers = { 'ratelimit-reset': reset };
      always(() => HttpResponse.json({}, { status: 429, headers }));
      const expected = { kind: 'rateLimited', retryAfterMs };
      expect(await failure()).toMatchObject(expected);
    },
  );

  it('says that it cannot be reached', async () => {
    always(() => HttpResponse.error());
    const { kind, message } = await failure();
    expect(kind).toBe('unreachable');
    expect(message).toContain(host.host);
  });

  it('says that it does not have the repository', async () => {
    always(host.missing);
    const { kind, message } = await failure();
    expect(kind).toBe('notFound');
    expect(message).toContain(host.host);
  });

  it.each<[string, () => Response]>([
    ['an error', () => HttpResponse.json({ message: CANARY }, { status: 500 })],
    ['a gateway', () => new HttpResponse('<html>', { status: 502 })],
    ['a page', () => new HttpResponse(`<html>${CANARY}`)],
    ['nothing', () => new HttpResponse('')],
    ['a word', () => HttpResponse.json(CANARY)],
    ['null', () => HttpResponse.json(null)],
    ['another shape', () => HttpResponse.json({ values: [{ id: CANARY }] })],
    ['another list', () => HttpResponse.json([{ iid: CANARY }])],
  ])('says so: %s', async (_, answer) => {
    always(answer);
    const { kind, message } = await failure();
    expect(kind).toBe('failed');
    expect(message).toContain(host.host);
  });

  it('does not follow to another host', async () => {
    const seen: unknown[] = [];
    const elsewhere = 'https://elsewhere.example.com/api';
    server.use(
      http.all('https://elsewhere.example.com/*', ({ request }) => {
        seen.push([...request.headers]);
        return HttpResponse.json({});
      }),
    );
    always(() => HttpResponse.redirect(elsewhere, 307));
    expect((await failure()).kind).toBe('failed');
    expect(seen).toEqual([]);
  });

  it.each([
    [403, 'forbidden'],
    [500, 'failed'],
  ])(
    'does not take for a limit what tells of one in passing: %s',
    async (status, expected) => {
      const headers = {
        'x-ratelimit-remaining': '4999',
        'x-ratelimit-reset': '4102444800',
        'ratelimit-reset': '4102444800',
      };
      always(() => HttpResponse.json({}, { status, headers }));
      const { kind, retryAfterMs } = await failure();
      expect({ kind, retryAfterMs }).toEqual({ kind: expected });
    },
  );

  it('gives up after half a minute', async () => {
    const limit = new AbortController();
    const timeout = jest
      .spyOn(AbortSignal, 'timeout')
      .mockReturnValue(limit.signal);
    server.use(
      http.all(host.anywhere, () => {
        limit.abort();
        return new Promise<Response>(() => {});
      }),
    );
    const { kind, message } = await failure();
    expect(new Set(timeout.mock.calls.flat())).toEqual(new Set([30_000]));
    timeout.mockRestore();
    expect(kind).toBe('failed');
    expect(message).toBe(
      `The Git host ${host.host} did not answer within 30 s`,
    );
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    server.use(
      http.all(host.anywhere, () => {
        stop.abort(new Error('stopped'));
        return new Promise<Response>(() => {});
      }),
    );
    await expect(
      ask({ ...host, signal: stop.signal }, asked('a')),
    ).rejects.toThrow('stopped');
  });
});
