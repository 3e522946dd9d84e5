import {
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { normalised } from './EntityReader';
import { personOf } from './personOf';
import { VisibleEntityMap } from './VisibleEntities';

/** Who asks whose, and who knows their groups. */
export interface OwnershipQuestion {
  /** `me`, `teams` (me and my groups), or the entity ref of a group or user. */
  owner: string;
  credentials: BackstageCredentials;
  userInfo: UserInfoService;
}

/**
 * The refs of those entities that `owner` means.
 * @throws InputError for an owner that is none of these, and for a service that
 * asks for its own
 */
export async function ownedEntities(
  entities: VisibleEntityMap,
  question: OwnershipQuestion,
): Promise<Set<string>> {
  const owners = new Set(await ownersMeant(question));
  const owned = [...entities].filter(([, entity]) =>
    entity.owners.some(owner => owners.has(owner)),
  );
  return new Set(owned.map(([entityRef]) => entityRef));
}

async function ownersMeant({
  owner,
  credentials,
  userInfo,
}: OwnershipQuestion): Promise<string[]> {
  if (owner !== 'me' && owner !== 'teams') {
    const [ref] = normalised(owner);
    if (ref) return [ref];
    throw new InputError(
      `"${owner}" is not an owner: ask for me, for teams, or for an entity ref such as group:default/payments.`,
    );
  }
  if (personOf(credentials) === undefined) {
    throw new InputError(
      `Only a person can ask for "${owner}": a service has to name the owner by its entity ref.`,
    );
  }
  const info = await userInfo.getUserInfo(credentials);
  return owner === 'me' ? [info.userEntityRef] : info.ownershipEntityRefs;
}
