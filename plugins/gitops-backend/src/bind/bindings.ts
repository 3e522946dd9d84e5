import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ApplicationClaim,
  Engine,
  matchesClaim,
} from '@backstage-gitops/plugin-gitops-node';
import { BindableApplication } from './BindableApplication';
import { candidates, indexApplications } from './candidates';

const DEFAULTS = { defaultKind: 'component', defaultNamespace: 'default' };

export interface EntityBinding {
  entityRef: string;
  applicationId: string;
  confirmed: boolean;
}

/**
 * Which applications belong to which entity: those an entity claims, and those
 * that name an entity. An application that names the entity confirms it.
 */
export function bindingsOf(
  entities: Entity[],
  applications: BindableApplication[],
  engines: Array<Pick<Engine, 'kind' | 'claims'>>,
): EntityBinding[] {
  const bindings = new Map<string, EntityBinding>();
  const add = (binding: EntityBinding) => {
    const key = `${binding.applicationId} ${binding.entityRef}`;
    if (!bindings.get(key)?.confirmed) bindings.set(key, binding);
  };

  for (const engine of engines) {
    const index = indexApplications(
      applications.filter(application => application.engine === engine.kind),
    );
    for (const entity of entities) {
      const entityRef = stringifyEntityRef(entity);
      for (const claim of engine.claims(entity).claims) {
        for (const application of candidates(index, claim)) {
          if (matches(claim, application)) {
            const applicationId = application.id;
            add({ entityRef, applicationId, confirmed: false });
          }
        }
      }
    }
  }
  for (const { id, entityRefs } of applications) {
    for (const entityRef of entityRefs.flatMap(normalised)) {
      add({ entityRef, applicationId: id, confirmed: true });
    }
  }
  return [...bindings.values()];
}

function matches(
  claim: ApplicationClaim,
  application: BindableApplication,
): boolean {
  return matchesClaim(claim, application.instance, application);
}

/** What cannot be read as a reference names nobody. */
function normalised(text: string): string[] {
  try {
    return [stringifyEntityRef(parseEntityRef(text, DEFAULTS))];
  } catch {
    return [];
  }
}
