import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { openRequest } from '../streams/openRequest';
import { KubernetesClient } from './KubernetesClient';
import { CollectionEvent, listAndWatch } from './listAndWatch';

const CLUSTER = 'https://cluster.example.com';
const PATH = '/apis/example.com/v1/things';

const server = setupServer();
registerMswTestHooks(server);

const client: KubernetesClient = {
  who: 'Cluster edge',
  open: (path, { signal, accept = 'application/json' }) =>
    openRequest(`${CLUSTER}${path}`, {
      signal,
      headers: { accept },
      who: 'Cluster edge',
    }),
};

const thing = (name: string, resourceVersion: string) => ({
  metadata: { name, resourceVersion },
});
const line = (type: string, object: unknown) =>
  `${JSON.stringify({ type, object })}\n`;
const expired = { kind: 'Status', code: 410, message: 'too old' };

/** Answers lists and watches in turn; the last of each over and over. */
function serve(
  lists: Array<(query: URLSearchParams) => Response>,
  watches: Array<(query: URLSearchParams) => Response>,
) {
  const queries: string[] = [];
  const answer = (
    answers: Array<(query: URLSearchParams) => Response>,
    query: URLSearchParams,
  ) => (answers.length > 1 ? answers.shift() : answers[0])?.(query);
  server.use(
    http.get(`${CLUSTER}${PATH}`, ({ request }) => {
      const query = new URL(request.url).searchParams;
      const isWatch = query.get('watch') === '1';
      query.delete('timeoutSeconds');
      queries.push(query.toString());
      return answer(isWatch ? watches : lists, query);
    }),
  );
  return queries;
}

const list = (resourceVersion: string, items: unknown[], next?: string) => () =>
  HttpResponse.json({
    metadata: { resourceVersion, ...(next ? { continue: next } : {}) },
    items,
  });
const watch =
  (...lines: string[]) =>
  () =>
    new HttpResponse(lines.join(''));
const silent = () => new HttpResponse(new ReadableStream());

const odd = { odd: true };
const parse = (item: unknown) =>
  JSON.stringify(item) === JSON.stringify(odd) ? undefined : item;

describe('listAndWatch', () => {
  let stop: AbortController;
  beforeEach(() => {
    stop = new AbortController();
  });
  afterEach(() => stop.abort());

  async function take(
    count: number,
    more: { pageSize?: number; silenceMs?: number } = {},
  ) {
    const events: Array<CollectionEvent<unknown>> = [];
    const options = { path: PATH, signal: stop.signal, parse, ...more };
    for await (const event of listAndWatch(client, options)) {
      events.push(event);
      if (events.length === count) break;
    }
    return events;
  }

  it('lists page by page, then passes on what changes', async () => {
    const queries = serve(
      [list('7', [thing('a', '1')], 'more'), list('7', [thing('b', '2')])],
      [
        watch(
          line('ADDED', thing('c', '8')),
          line('MODIFIED', thing('a', '9')),
          line('BOOKMARK', thing('', '12')),
          line('DELETED', thing('b', '13')),
        ),
      ],
    );
    expect(await take(6, { pageSize: 1 })).toEqual([
      { type: 'listed', items: [thing('a', '1'), thing('b', '2')] },
      { type: 'alive' },
      { type: 'upserted', item: thing('c', '8') },
      { type: 'upserted', item: thing('a', '9') },
      { type: 'alive' },
      { type: 'deleted', item: thing('b', '13') },
    ]);
    expect(queries).toEqual([
      'limit=1',
      'limit=1&continue=more',
      'watch=1&allowWatchBookmarks=true&resourceVersion=7',
    ]);
  });

  it('leaves out what cannot be read, which still is a sign of life', async () => {
    serve(
      [list('7', [odd, thing('a', '1')])],
      [watch(line('ADDED', odd), line('DELETED', thing('a', '9')))],
    );
    expect(await take(4)).toEqual([
      { type: 'listed', items: [thing('a', '1')] },
      { type: 'alive' },
      { type: 'alive' },
      { type: 'deleted', item: thing('a', '9') },
    ]);
  });

  it('goes on where a watch ended', async () => {
    const queries = serve(
      [list('7', [])],
      [
        watch(line('BOOKMARK', thing('', '12'))),
        watch(line('ADDED', thing('a', '13'))),
      ],
    );
    expect(await take(5)).toEqual([
      { type: 'listed', items: [] },
      { type: 'alive' },
      { type: 'alive' },
      { type: 'alive' },
      { type: 'upserted', item: thing('a', '13') },
    ]);
    expect(queries.slice(1)).toEqual([
      expect.stringContaining('resourceVersion=7'),
      expect.stringContaining('resourceVersion=12'),
    ]);
  });

  it('opens a watch that is silent anew where it has no bookmarks', async () => {
    const queries = serve(
      [list('7', [])],
      [
        () =>
          new HttpResponse(
            new ReadableStream({
              start: stream =>
                stream.enqueue(
                  new TextEncoder().encode(line('ADDED', thing('a', '8'))),
                ),
            }),
          ),
        watch(line('ADDED', thing('b', '9'))),
      ],
    );
    expect(await take(5, { silenceMs: 50 })).toEqual([
      { type: 'listed', items: [] },
      { type: 'alive' },
      { type: 'upserted', item: thing('a', '8') },
      { type: 'alive' },
      { type: 'upserted', item: thing('b', '9') },
    ]);
    expect(queries[2]).toContain('resourceVersion=8');
  });

  it.each([
    ['an event', watch(line('ERROR', expired))],
    ['a status', () => HttpResponse.json(expired, { status: 410 })],
  ])(
    'lists again when its version is too old, told by %s',
    async (_, answer) => {
      serve([list('7', [thing('a', '1')]), list('90', [])], [answer, silent]);
      const events = await take(3);
      expect(events.filter(({ type }) => type === 'listed')).toEqual([
        { type: 'listed', items: [thing('a', '1')] },
        { type: 'listed', items: [] },
      ]);
    },
  );

  it('begins a list again that took too long', async () => {
    serve(
      [
        list('7', [thing('a', '1')], 'more'),
        () => HttpResponse.json(expired, { status: 410 }),
        list('9', [thing('a', '2')]),
      ],
      [silent],
    );
    expect(await take(1)).toEqual([
      { type: 'listed', items: [thing('a', '2')] },
    ]);
  });

  it.each([
    [
      () => HttpResponse.json({ message: 'not you' }, { status: 403 }),
      'Cluster edge does not allow this (403): not you',
    ],
    [
      () => new HttpResponse('404 page not found\n', { status: 404 }),
      'Cluster edge does not have this (404): 404 page not found',
    ],
    [
      // As Backstage's backend in between says it.
      () =>
        HttpResponse.json(
          { error: { message: 'request error' } },
          { status: 500 },
        ),
      'Cluster edge answered with status 500: request error',
    ],
    [() => HttpResponse.json({ kind: 'Odd' }), 'with no list'],
  ])('says what is wrong with a list', async (answer, words) => {
    serve([answer], [silent]);
    await expect(take(1)).rejects.toThrow(words);
  });

  it('throws what a watch says is wrong', async () => {
    serve(
      [list('7', [])],
      [watch(line('ERROR', { code: 500, message: 'etcd is away' }))],
    );
    await expect(take(3)).rejects.toThrow(
      'Cluster edge answered with status 500: etcd is away',
    );
  });

  it('throws when an event has no end', async () => {
    serve([list('7', [])], [watch('x'.repeat(9 * 1024 * 1024))]);
    await expect(take(3)).rejects.toThrow('A line is longer than');
  });

  it('ends when it is stopped', async () => {
    serve([list('7', [])], [silent]);
    const events = listAndWatch(client, {
      path: PATH,
      signal: stop.signal,
      parse,
    });
    await events.next();
    const next = events.next();
    stop.abort(new Error('stopped'));
    await expect(next).rejects.toThrow('stopped');
  });
});
