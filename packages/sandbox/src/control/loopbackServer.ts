import { once } from 'node:events';
import { createServer, RequestListener } from 'node:http';
import { AddressInfo, Socket } from 'node:net';

export interface LoopbackServer {
  /** No trailing slash. */
  readonly url: string;
  readonly port: number;
  /**
   * As a dead network: open connections, streams included, are destroyed and
   * new ones are reset before a byte is read.
   */
  setReachable(reachable: boolean): void;
  close(): Promise<void>;
}

/** An HTTP server that only this machine can reach. */
export async function listenOnLoopback(
  listener: RequestListener,
  port = 0,
): Promise<LoopbackServer> {
  const server = createServer(listener);
  const sockets = new Set<Socket>();
  let isReachable = true;
  server.on('connection', socket => {
    if (!isReachable) {
      socket.resetAndDestroy();
      return;
    }
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const destroyAll = () => {
    for (const socket of sockets) {
      // A socket that is being shut down cannot be reset: it would never close.
      if (socket.writableEnded) {
        socket.destroy();
      } else {
        socket.resetAndDestroy();
      }
    }
  };
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch(error => {
    throw new Error(`Cannot listen on 127.0.0.1:${port}: ${error.message}`);
  });
  // A TCP server has an AddressInfo; the string form is for pipes.
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    setReachable(reachable) {
      isReachable = reachable;
      if (!reachable) {
        destroyAll();
      }
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      destroyAll();
      await closed;
    },
  };
}
