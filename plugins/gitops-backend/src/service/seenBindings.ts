import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Binding,
  gitopsFleetReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { Authorizer } from './Authorizer';
import { EntityReader } from './EntityReader';

/** Who knows what somebody may see. */
export interface SeenThrough {
  reader: EntityReader;
  authorizer: Authorizer;
}

/**
 * Those of the bindings of something whose entities the person may read. It is seen
 * through any of them, or as one of the fleet; undefined where it is not seen at all.
 */
export async function seenBindings(
  bindings: Binding[],
  credentials: BackstageCredentials,
  { reader, authorizer }: SeenThrough,
): Promise<Binding[] | undefined> {
  const readable = await reader.readable(
    bindings.map(({ entityRef }) => entityRef),
    credentials,
  );
  const seen = bindings.filter(({ entityRef }) => readable.has(entityRef));
  const isSeen =
    seen.length > 0 ||
    (await authorizer.allows(gitopsFleetReadPermission, credentials));
  return isSeen ? seen : undefined;
}
