import { listenOnLoopback, LoopbackServer } from './loopbackServer';

describe('listenOnLoopback', () => {
  let server: LoopbackServer;

  beforeEach(async () => {
    server = await listenOnLoopback((request, response) => {
      response.write('first');
      if (request.url !== '/stream') {
        response.end();
      }
    });
  });
  afterEach(async () => {
    await server.close();
  });

  it('destroys open streams and resets new connections while unreachable', async () => {
    const stream = await fetch(`${server.url}/stream`);
    const rest = stream.text();
    server.setReachable(false);

    await expect(rest).rejects.toThrow(/terminated/);
    await expect(fetch(server.url)).rejects.toThrow(/fetch failed/);

    server.setReachable(true);
    expect(await (await fetch(server.url)).text()).toBe('first');
  });

  it('says which port is taken', async () => {
    await expect(listenOnLoopback(() => {}, server.port)).rejects.toThrow(
      `Cannot listen on 127.0.0.1:${server.port}`,
    );
  });

  it('closes although a stream is open', async () => {
    const stream = await fetch(`${server.url}/stream`);
    const rest = stream.text();
    const other = await listenOnLoopback(() => {});
    await other.close();
    await server.close();

    await expect(rest).rejects.toThrow(/terminated/);
    server = await listenOnLoopback(() => {});
  });
});
