import { FileHandle } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const PIECE = 256 * 1024;
/** So often, in milliseconds, it is looked for more by whoever has read everything. */
const LOOK_MS = 5;

/** What is written to a file, until whoever writes it has ended. */
export async function* followFile(
  file: FileHandle,
  ended: Promise<unknown>,
): AsyncGenerator<Buffer> {
  let hasEnded = false;
  const end = ended.then(() => {
    hasEnded = true;
  });
  for (let position = 0; ; ) {
    const isLast = hasEnded;
    const piece = Buffer.allocUnsafe(PIECE);
    const { bytesRead } = await file.read(piece, 0, PIECE, position);
    position += bytesRead;
    if (bytesRead > 0) yield piece.subarray(0, bytesRead);
    else if (isLast) return;
    else await Promise.race([end, delay(LOOK_MS)]);
  }
}
