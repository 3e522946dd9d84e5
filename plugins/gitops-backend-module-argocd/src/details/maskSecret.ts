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

/** What may be shown of a Secret as it is; the rest may be values, also by mistake. */
const SHOWN = ['apiVersion', 'kind', 'type', 'immutable', 'metadata'];
const SHOWN_METADATA = [
  'name',
  'namespace',
  'labels',
  'finalizers',
  'ownerReferences',
  'deletionTimestamp',
];

function maskOthers(
  shown: string[],
  own: Record<string, unknown>,
  other: unknown,
  side: string,
): Record<string, unknown> {
  const others = isRecord(other) ? other : {};
  return Object.fromEntries(
    Object.entries(own).map(([key, value]) => [
      key,
      shown.includes(key) ? value : maskValues(value, others[key], side),
    ]),
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
  const masked = maskOthers(SHOWN, own, other, side);
  const { metadata } = own;
  return isRecord(metadata)
    ? {
        ...masked,
        metadata: maskOthers(SHOWN_METADATA, metadata, other?.metadata, side),
      }
    : { ...masked, metadata: undefined };
}
