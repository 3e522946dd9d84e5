const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
// eslint-disable-next-line no-control-regex
const ASCII = /^[\x00-\x7f]*$/;

/**
 * Bytes from git as text: UTF-8 where they are that, else byte by byte as
 * Latin-1, so that nothing is lost and the same bytes give the same text.
 */
export function decodeBytes(
  bytes: Buffer,
  start = 0,
  end = bytes.length,
): string {
  const latin1 = bytes.toString('latin1', start, end);
  // Nearly everything is; it is read many times as fast.
  if (ASCII.test(latin1)) return latin1;
  try {
    return utf8.decode(bytes.subarray(start, end));
  } catch {
    return latin1;
  }
}
