import { Manifest } from '../api/managedResources';
import { isRecord } from '../isRecord';

const MASK = '••••';

/** Keys stay readable; a value says only whether the other side has another. */
function maskValues(own: unknown, other: unknown, side: string): unknown {
  if (!isRecord(own)) return own === undefined ? undefined : MASK;
  return Object.fromEntries(
    Object.entries(own).map(([key, value]) => {
      const isOther =
        isRecord(other) &&
        Object.hasOwn(other, key) &&
        JSON.stringify(other[key]) !== JSON.stringify(value);
      return [key, isOther ? `${MASK} (${side})` : MASK];
    }),
  );
}

/**
 * A Secret without its values, on one of two sides. Its annotations are masked as
 * well: tools keep whole copies of an object there.
 * @param side - stands beside values that the other side has otherwise
 */
export function maskSecret(
  own: Manifest,
  other: Manifest | null,
  side: 'desired' | 'live',
): Manifest {
  const masked: Manifest = { ...own };
  for (const key of ['data', 'stringData']) {
    if (key in own) masked[key] = maskValues(own[key], other?.[key], side);
  }
  if (isRecord(own.metadata) && 'annotations' in own.metadata) {
    const others = isRecord(other?.metadata) ? other.metadata : {};
    masked.metadata = {
      ...own.metadata,
      annotations: maskValues(
        own.metadata.annotations,
        others.annotations,
        side,
      ),
    };
  }
  return masked;
}
