import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { Engine, matchesClaim } from '@backstage-gitops/plugin-gitops-node';
import { BindableApplication } from './BindableApplication';
import { BindingPolicy } from './bindingPolicy';
import { ruledEntity } from './bindingRules';
import { bindBySource, DefaultBranches } from './bySource';
import { candidates, indexApplications } from './candidates';
import { EntityBinding } from './EntityBinding';

const DEFAULTS = { defaultKind: 'component', defaultNamespace: 'default' };

type Claiming = Pick<Engine, 'kind' | 'claims'>;

/**
 * Which applications belong to which entity. Of two reasons for the same binding the
 * one that confirms it counts.
 */
export function bindingsOf(
  entities: Entity[],
  applications: BindableApplication[],
  engines: Claiming[],
  policy?: BindingPolicy,
  defaultBranches?: DefaultBranches,
): EntityBinding[] {
  const bindings = new Map<string, EntityBinding>();
  for (const binding of [
    ...bindByClaims(entities, applications, engines),
    ...bindByName(applications),
    ...(policy ? bindByRules(applications, policy) : []),
    ...(policy?.sourceLocation
      ? bindBySource(entities, applications, policy, defaultBranches)
      : []),
  ]) {
    const key = `${binding.applicationId} ${binding.entityRef}`;
    if (!bindings.get(key)?.confirmed) bindings.set(key, binding);
  }
  return [...bindings.values()];
}

/** What entities claim. That never confirms: anybody can write it on an entity. */
function bindByClaims(
  entities: Entity[],
  applications: BindableApplication[],
  engines: Claiming[],
): EntityBinding[] {
  return engines.flatMap(engine => {
    const index = indexApplications(
      applications.filter(application => application.engine === engine.kind),
    );
    return entities.flatMap(entity => {
      const entityRef = stringifyEntityRef(entity);
      return engine.claims(entity).claims.flatMap(claim =>
        candidates(index, claim)
          .filter(each => matchesClaim(claim, each.instance, each))
          .map(({ id }) => ({
            entityRef,
            applicationId: id,
            confirmed: false,
          })),
      );
    });
  });
}

/** What applications name. That confirms: their own side says it. */
function bindByName(applications: BindableApplication[]): EntityBinding[] {
  return applications.flatMap(({ id, entityRefs }) =>
    entityRefs
      .flatMap(normalised)
      .map(entityRef => ({ entityRef, applicationId: id, confirmed: true })),
  );
}

/** What the operator's rules map. That confirms: nobody else can write them. */
function bindByRules(
  applications: BindableApplication[],
  { rules, integrations }: BindingPolicy,
): EntityBinding[] {
  return applications.flatMap(application =>
    rules.flatMap(rule => {
      const entityRef = ruledEntity(rule, application, integrations);
      return entityRef === undefined
        ? []
        : [{ entityRef, applicationId: application.id, confirmed: true }];
    }),
  );
}

/** What cannot be read as a reference names nobody. */
function normalised(text: string): string[] {
  try {
    return [stringifyEntityRef(parseEntityRef(text, DEFAULTS))];
  } catch {
    return [];
  }
}
