import {
  KubernetesClient,
  OpenResponse,
} from '@backstage-gitops/plugin-gitops-node';

/** What may be asked of a cluster, and may come of it, until it is enough. */
export interface Bounds {
  requests: number;
  bytes: number;
}

/** There is more than may be asked for. */
export class TooMuchError extends Error {
  name = 'TooMuchError';
}

/**
 * The same cluster, as far as the bounds go: what is asked through this client counts
 * together. Beyond them it throws a TooMuchError.
 */
export function boundedClient(
  client: KubernetesClient,
  bounds: Bounds,
): KubernetesClient {
  const left = { ...bounds };
  const take = (what: keyof Bounds, amount: number) => {
    left[what] -= amount;
    if (left[what] < 0) {
      throw new TooMuchError(
        `${client.who} has more than is looked at for one application`,
      );
    }
  };
  async function* counted(
    chunks: ReturnType<OpenResponse['chunks']>,
  ): ReturnType<OpenResponse['chunks']> {
    for await (const chunk of chunks) {
      take('bytes', chunk.byteLength);
      yield chunk;
    }
  }
  return {
    who: client.who,
    async open(path, options) {
      take('requests', 1);
      const response = await client.open(path, options);
      return {
        ...response,
        chunks: silenceMs => counted(response.chunks(silenceMs)),
      };
    },
  };
}
