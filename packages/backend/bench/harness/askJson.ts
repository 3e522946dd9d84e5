import { Agent, IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

const agent = new Agent({ keepAlive: true });

/**
 * Over HTTP as a browser does, with less of its own in what is measured than `fetch` has.
 * @param options.isPlain - has the answer not packed, which browsers always want
 */
export async function askJson(
  url: string,
  options: { token: string; body?: unknown; isPlain?: boolean },
): Promise<{ status: number; answer: unknown }> {
  const { token, body, isPlain = false } = options;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(
      url,
      {
        agent,
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'accept-encoding': isPlain ? 'identity' : 'gzip',
          'content-type': 'application/json',
        },
      },
      resolve,
    )
      .on('error', reject)
      .end(body === undefined ? undefined : JSON.stringify(body));
  });
  const sent = await buffer(response);
  const isPacked = response.headers['content-encoding'] === 'gzip';
  const text = (isPacked ? gunzipSync(sent) : sent).toString('utf8');
  return { status: response.statusCode ?? 0, answer: JSON.parse(text) };
}
