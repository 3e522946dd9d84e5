import { Entity } from '@backstage/catalog-model';
import { InstanceHealth } from '@backstage-gitops/plugin-gitops-common';
import {
  ApplicationClaim,
  Engine,
  matchesClaim,
  shorten,
} from '@backstage-gitops/plugin-gitops-node';
import { BindableApplication } from './BindableApplication';

type KnownInstance = Pick<InstanceHealth, 'engine' | 'name' | 'state'>;

/** A claim with the annotations that say it. */
type SaidClaim = ApplicationClaim & Required<Pick<ApplicationClaim, 'saidBy'>>;

/**
 * What an entity's owner should know of its annotations: what is wrong with them,
 * what they name that is not there, and what they leave open. Sentences. Of instances
 * none is named but by the author, or because it has an application of the entity: who
 * may write annotations must not find out by that what there is.
 *
 * @param instances - all that are known
 * @param bound - the applications that are bound to the entity
 */
export function annotationProblems(
  entity: Entity,
  engines: Array<Pick<Engine, 'kind' | 'claims'>>,
  instances: KnownInstance[],
  bound: BindableApplication[],
): string[] {
  return engines.flatMap(engine => {
    const { claims, problems } = engine.claims(entity);
    const all = instances.filter(each => each.engine === engine.kind);
    const its = bound.filter(each => each.engine === engine.kind);
    const told = all.filter(({ name }) =>
      its.some(({ instance }) => instance === name),
    );
    return [
      ...problems,
      ...claims.flatMap(({ saidBy, ...rest }) => {
        if (!saidBy) return [];
        const claim = { ...rest, saidBy };
        const meant = its.filter(each =>
          matchesClaim(claim, each.instance, each),
        );
        return [
          ...untoldInstances(claim, told),
          ...(meant.length === 0
            ? nothing(claim, entity, { all, told })
            : ambiguous(claim, meant)),
        ];
      }),
    ];
  });
}

/** The same whether or not there is such an instance, and however it is. */
function untoldInstances(
  { instances = [], saidBy }: SaidClaim,
  told: KnownInstance[],
): string[] {
  return instances
    .filter(name => !told.some(instance => instance.name === name))
    .map(
      name =>
        `The annotation ${saidBy.instances} names "${quoted(
          name,
        )}": there is no instance of that name, or none that tells of such an application.`,
    );
}

function nothing(
  { instances, namespaces, projects, saidBy, ...main }: SaidClaim,
  entity: Entity,
  { all, told }: { all: KnownInstance[]; told: KnownInstance[] },
): string[] {
  const asked = instances
    ? told.filter(({ name }) => instances.includes(name))
    : all;
  // That there is nothing to ask is said above, or the operator's matter.
  if (asked.length === 0) return [];
  const value = entity.metadata.annotations?.[saidBy.applications] ?? '';
  const where = [
    ...among('instance', instances),
    ...among('namespace', namespaces),
    ...(main.names || main.labels ? among('project', projects) : []),
  ];
  return [
    `The annotation ${saidBy.applications} ("${quoted(
      value,
    )}") names no application that is known${where
      .map(each => `, ${each}`)
      .join('')}.${
      asked.some(({ state }) => state !== 'reachable')
        ? ' It may be in an instance that cannot be reached now.'
        : ''
    }`,
  ];
}

function ambiguous(
  { names = [], instances, saidBy }: SaidClaim,
  meant: BindableApplication[],
): string[] {
  if (instances) return [];
  return names.flatMap(name => {
    const places = [
      ...new Set(
        meant
          .filter(application => application.name === name)
          .map(({ instance }) => instance),
      ),
    ].sort();
    return places.length < 2
      ? []
      : [
          `"${quoted(name)}" is there in the instances ${listed(
            places,
          )}, and all of them are shown. The annotation ${
            saidBy.instances
          } says which are meant.`,
        ];
  });
}

function among(what: string, names: string[] | undefined): string[] {
  return names ? [`in ${what} ${names.map(quoted).join(' or ')}`] : [];
}

function listed(names: string[]): string {
  return new Intl.ListFormat('en').format(names);
}

function quoted(text: string): string {
  return shorten(text, 200);
}
