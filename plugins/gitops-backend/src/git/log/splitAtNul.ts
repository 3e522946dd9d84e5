/** The pieces between NUL bytes, wherever the chunks are cut. */
export async function* splitAtNul(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      const tail = chunk.subarray(start, end);
      yield rest.length > 0 ? Buffer.concat([...rest, tail]) : tail;
      rest = [];
      start = end + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}
