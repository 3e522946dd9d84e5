import { connect } from 'node:net';
import { serve, type Served, TOKEN } from '../__fixtures__/serve';

const MAPS = '/api/v1/namespaces/default/configmaps';

interface Seen {
  type: string;
  object: {
    kind: string;
    code?: number;
    reason?: string;
    metadata: {
      name?: string;
      resourceVersion?: string;
      annotations?: Record<string, string>;
    };
  };
}

let served: Served;

afterEach(() => served.stop());

function put(name: string, data: string, labels: Record<string, string> = {}) {
  return served.cluster.apply(
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'default', labels },
      data: { n: data },
    },
    { manager: 'm' },
  );
}

function remove(name: string) {
  served.cluster.delete(
    { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', name },
    { manager: 'm' },
  );
}

/** A watch whose events are asked for one at a time. */
async function watch(query: string) {
  const response = await fetch(`${served.url}${MAPS}?watch=1&${query}`, {
    headers: { Authorization: `Bearer ${TOKEN}` },
  });
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let rest = '';
  const next = async (): Promise<Seen | undefined> => {
    for (;;) {
      const end = rest.indexOf('\n');
      if (end >= 0) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 1);
        return JSON.parse(line);
      }
      const chunk = await reader?.read();
      if (!chunk || chunk.done) return undefined;
      rest += decoder.decode(chunk.value, { stream: true });
    }
  };
  return {
    response,
    next,
    async told() {
      const event = await next();
      return event && `${event.type} ${event.object.metadata.name}`;
    },
    close: () => reader?.cancel(),
  };
}

describe('watch', () => {
  it('tells of writes after a version, in order', async () => {
    served = await serve();
    const first = put('a', '1');
    put('a', '2');
    put('b', '1');
    const stream = await watch(
      `resourceVersion=${first.metadata.resourceVersion}`,
    );
    expect(stream.response.headers.get('content-type')).toBe(
      'application/json',
    );
    expect(await stream.told()).toBe('MODIFIED a');
    expect(await stream.told()).toBe('ADDED b');
    remove('b');
    expect(await stream.told()).toBe('DELETED b');
    await stream.close();
  });

  it('begins with what is there when no version is given', async () => {
    served = await serve();
    put('a', '1');
    const stream = await watch('');
    expect(await stream.told()).toBe('ADDED a');
    put('c', '1');
    expect(await stream.told()).toBe('ADDED c');
    await stream.close();
  });

  it('says that a version is too old, in a stream that is otherwise fine', async () => {
    served = await serve();
    const first = put('a', '1');
    put('a', '2');
    served.compact();
    const stream = await watch(
      `resourceVersion=${first.metadata.resourceVersion}`,
    );
    expect(stream.response.status).toBe(200);
    expect(await stream.next()).toMatchObject({
      type: 'ERROR',
      object: { kind: 'Status', code: 410, reason: 'Expired' },
    });
    expect(await stream.next()).toBeUndefined();
  });

  it('forgets writes beyond the size of its log', async () => {
    served = await serve({ logSize: 4 });
    const first = put('a', '0');
    for (let i = 1; i < 10; i += 1) put('a', String(i));
    const stream = await watch(
      `resourceVersion=${first.metadata.resourceVersion}`,
    );
    expect(await stream.next()).toMatchObject({ type: 'ERROR' });
  });

  it('sends bookmarks now and then, and one at the end', async () => {
    served = await serve({ bookmarkIntervalMs: 5 });
    const { metadata } = put('a', '1');
    const stream = await watch(
      `allowWatchBookmarks=true&timeoutSeconds=1&resourceVersion=${metadata.resourceVersion}`,
    );
    expect(await stream.next()).toEqual({
      type: 'BOOKMARK',
      object: {
        kind: 'ConfigMap',
        apiVersion: 'v1',
        metadata: { resourceVersion: metadata.resourceVersion },
      },
    });
    let last: Seen | undefined;
    for (let event = await stream.next(); event; event = await stream.next()) {
      last = event;
    }
    expect(last?.type).toBe('BOOKMARK');
  });

  it('sends none unasked', async () => {
    served = await serve({ bookmarkIntervalMs: 5 });
    const { metadata } = put('a', '1');
    const stream = await watch(
      `timeoutSeconds=1&resourceVersion=${metadata.resourceVersion}`,
    );
    expect(await stream.next()).toBeUndefined();
  });

  it('marks the end of initial events', async () => {
    served = await serve();
    put('a', '1');
    const stream = await watch(
      'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true',
    );
    expect(await stream.told()).toBe('ADDED a');
    expect(await stream.next()).toMatchObject({
      type: 'BOOKMARK',
      object: {
        metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
      },
    });
    await stream.close();
  });

  it('shows objects that enter and leave a selection as such', async () => {
    served = await serve();
    const { metadata } = put('other', '1');
    const stream = await watch(
      `labelSelector=team%20in%20(web)&resourceVersion=${metadata.resourceVersion}`,
    );
    put('a', '1', { team: 'db' });
    put('a', '1', { team: 'web' });
    expect(await stream.told()).toBe('ADDED a');
    put('a', '2', { team: 'web' });
    expect(await stream.told()).toBe('MODIFIED a');
    put('a', '2', { team: 'db' });
    expect(await stream.told()).toBe('DELETED a');
    await stream.close();
  });

  it('has nothing to tell of a version from the future', async () => {
    served = await serve();
    const stream = await watch('timeoutSeconds=1&resourceVersion=99999999');
    put('a', '1');
    expect(await stream.next()).toBeUndefined();
  });

  it('drops a watcher that does not read', async () => {
    served = await serve({ watchBufferBytes: 64 * 1024 });
    const socket = connect(served.port, '127.0.0.1');
    await new Promise(ready => {
      socket.once('data', ready);
      socket.write(
        `GET ${MAPS}?watch=1 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${TOKEN}\r\n\r\n`,
      );
    });
    socket.pause();
    const large = 'x'.repeat(1024 * 1024);
    // More than the buffers of the operating system hold.
    for (let i = 0; i < 24; i += 1) put('a', `${i}${large}`);
    const closed = new Promise(done => {
      socket.once('close', done);
    });
    socket.on('error', () => {});
    socket.resume();
    await closed;
    expect(socket.bytesRead).toBeLessThan(24 * large.length);
  });
});
