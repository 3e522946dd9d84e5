import { once } from 'node:events';
import {
  createServer,
  IncomingMessage,
  request as sendRequest,
  Server,
  ServerResponse,
} from 'node:http';
import { listenOnLoopback } from './listenOnLoopback';

/** Stands before a Git host, and can keep a request from it. */
export class GitGate {
  /** What the host was asked to change, and did: `POST /path` each, in order. */
  readonly changes: string[] = [];
  /** The request that was kept from the host, once it is here. */
  withheld?: string;
  #wanted?: string;

  private constructor(
    /** Without a slash at the end. */
    readonly url: string,
    private readonly server: Server,
    private readonly host: string,
  ) {
    server.on('request', (request, response) =>
      this.#onRequest(request, response),
    );
  }

  /** @param host - URL of the Git host, without a slash at the end */
  static async open(host: string): Promise<GitGate> {
    const server = createServer();
    const port = await listenOnLoopback(server);
    return new GitGate(`http://127.0.0.1:${port}`, server, host);
  }

  /** The next such request, `POST /path`, never comes through, nor is it answered. */
  withhold(request: string): void {
    this.#wanted = request;
    this.withheld = undefined;
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  #onRequest(request: IncomingMessage, response: ServerResponse): void {
    const { method, url, headers } = request;
    const asked = `${method} ${url}`;
    if (asked === this.#wanted) {
      this.#wanted = undefined;
      this.withheld = asked;
      return;
    }
    const isReading = method === 'GET' || asked.endsWith('/git-upload-pack');
    const passedOn = sendRequest(`${this.host}${url}`, { method, headers });
    passedOn.on('response', answer => {
      const { statusCode = 502 } = answer;
      if (!isReading && statusCode < 300) this.changes.push(asked);
      response.writeHead(statusCode, answer.headers);
      answer.pipe(response);
    });
    passedOn.on('error', () => response.destroy());
    request.pipe(passedOn);
  }
}
