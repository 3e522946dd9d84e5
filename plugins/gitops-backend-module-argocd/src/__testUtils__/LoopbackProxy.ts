import { createServer } from 'node:http';
import { connect } from 'node:net';
import { Duplex } from 'node:stream';
import { listenOnLoopback } from './listenOnLoopback';

/** A forward proxy; whichever host is asked for, it knows one server only. */
export class LoopbackProxy {
  /** What it was asked to connect to. */
  readonly asked: string[] = [];
  refuses = false;
  readonly #sockets = new Set<Duplex>();
  readonly #server = createServer().on('connect', (request, socket: Duplex) => {
    this.asked.push(request.url ?? '');
    this.#keep(socket);
    if (this.refuses) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const upstream = connect(this.port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    this.#keep(upstream);
  });

  /** @param port - of that server, on the loopback interface */
  constructor(private readonly port: number) {}

  /** @returns its URL */
  async start(): Promise<string> {
    return `http://127.0.0.1:${await listenOnLoopback(this.#server)}`;
  }

  stop(): void {
    this.#end();
    this.#server.close();
  }

  /** Whoever observes ends without goodbye. */
  #keep(socket: Duplex): void {
    this.#sockets.add(socket);
    socket.on('error', () => this.#end());
  }

  #end(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
