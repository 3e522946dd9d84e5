import { AddressInfo, Server } from 'node:net';

/** @returns the port, a free one */
export async function listenOnLoopback(server: Server): Promise<number> {
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // Listening on a port, it has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return port;
}
