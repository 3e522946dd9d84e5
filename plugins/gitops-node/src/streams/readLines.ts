import { StringDecoder } from 'node:string_decoder';

/**
 * The lines of a byte stream, without their ends; a last one without an end too.
 * @throws Error when a line is longer than `maxLength` characters
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  maxLength: number,
): AsyncGenerator<string, void, undefined> {
  const decoder = new StringDecoder('utf8');
  // Parts are joined once per line: a long line comes in many chunks.
  let parts: string[] = [];
  let length = 0;
  const add = (part: string) => {
    length += part.length;
    if (length > maxLength) {
      throw new Error(`A line is longer than ${maxLength} characters`);
    }
    if (part) parts.push(part);
  };
  for await (const chunk of chunks) {
    const pieces = decoder.write(Buffer.from(chunk)).split('\n');
    for (const piece of pieces.slice(0, -1)) {
      add(piece);
      yield parts.join('');
      parts = [];
      length = 0;
    }
    add(pieces[pieces.length - 1]);
  }
  add(decoder.end());
  if (parts.length > 0) yield parts.join('');
}
