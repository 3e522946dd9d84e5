import {
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  FleetFilter,
  gitopsFleetReadPermission,
} from '@backstage-gitops/plugin-gitops-common';
import { ApplicationFilter } from '../../store/matchingApplications';
import { Authorizer } from '../Authorizer';
import { normalised } from '../EntityReader';
import { ownedEntities } from '../ownership';
import {
  VisibleEntities,
  VisibleEntity,
  VisibleEntityMap,
} from '../VisibleEntities';

/** Who knows what somebody may see, and what is theirs. */
export interface FleetReaders {
  authorizer: Authorizer;
  visible: VisibleEntities;
  userInfo: UserInfoService;
}

/** Which applications somebody means who asks about the fleet, as far as they may see them. */
export class FleetScope {
  readonly #asked: FleetFilter;
  readonly #all: boolean;
  readonly #owned: Set<string> | undefined;
  /** The entities that the person may read. */
  readonly visible: VisibleEntityMap;

  private constructor(options: {
    asked: FleetFilter;
    visible: VisibleEntityMap;
    all: boolean;
    owned: Set<string> | undefined;
  }) {
    this.#asked = options.asked;
    this.#all = options.all;
    this.#owned = options.owned;
    this.visible = options.visible;
  }

  /** @throws InputError where owner or system is not one */
  static async of(
    asked: FleetFilter,
    credentials: BackstageCredentials,
    { authorizer, visible: entities, userInfo }: FleetReaders,
  ): Promise<FleetScope> {
    const { owner, system } = asked;
    const visible = await entities.of(credentials);
    const all = await authorizer.allows(gitopsFleetReadPermission, credentials);
    const owned =
      owner === undefined
        ? undefined
        : await ownedEntities(visible, { owner, credentials, userInfo });
    return new FleetScope({
      asked: {
        ...asked,
        system: system === undefined ? undefined : systemRef(system),
      },
      visible,
      all,
      owned,
    });
  }

  /** @param without - a filter that is not to be heeded */
  filter(without?: keyof FleetFilter): ApplicationFilter {
    const asked = { ...this.#asked };
    if (without) delete asked[without];
    const { text, owner, system, ...equal } = asked;
    const anyEntity = owner === undefined && system === undefined;
    return {
      ...equal,
      text: text === undefined ? undefined : this.#named(text),
      boundTo:
        anyEntity && this.#all
          ? undefined
          : {
              entityRefs: this.entities(without).map(
                ([entityRef]) => entityRef,
              ),
              belonging: !anyEntity,
            },
    };
  }

  /** Those of the visible entities that the filters mean. */
  entities(without?: keyof FleetFilter): Array<[string, VisibleEntity]> {
    const owned = without === 'owner' ? undefined : this.#owned;
    const system = without === 'system' ? undefined : this.#asked.system;
    return [...this.visible].filter(
      ([entityRef, { systems }]) =>
        (!owned || owned.has(entityRef)) &&
        (!system || systems.includes(system)),
    );
  }

  #named(part: string): NonNullable<ApplicationFilter['text']> {
    const lower = part.toLowerCase();
    const entityRefs = [...this.visible.keys()].filter(entityRef =>
      parseEntityRef(entityRef).name.toLowerCase().includes(lower),
    );
    return { part, entityRefs };
  }
}

function systemRef(text: string): string {
  const [ref] = normalised(text);
  if (ref) return ref;
  throw new InputError(
    `"${text}" is not a system: ask for an entity ref such as system:default/shop.`,
  );
}
