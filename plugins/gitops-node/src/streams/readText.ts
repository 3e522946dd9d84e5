import { OpenResponse } from './openRequest';

/**
 * The whole body as text.
 * @throws Error when it is longer than `maxBytes` or stops coming for `silenceMs`
 */
export async function readText(
  response: OpenResponse,
  options: { who: string; maxBytes: number; silenceMs?: number },
): Promise<string> {
  const { who, maxBytes, silenceMs = 30_000 } = options;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.chunks(() => silenceMs)) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw new Error(`${who} answered with more than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** JSON as it came; undefined where it is none, for the schema that reads it to refuse. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
