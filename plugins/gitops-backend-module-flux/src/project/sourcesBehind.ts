import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { findCondition } from './object';
import { FindSource, originOf, SourceRef, SourceState } from './source';

/** A source, as it is found. */
export interface FoundSource {
  ref: SourceRef;
  state: SourceState;
}

/** Where an application's desired state lives, and what that is itself taken from. */
export function sourcesBehind(
  ref: SourceRef | undefined,
  findSource: FindSource,
): FoundSource[] {
  if (!ref) return [];
  const state = findSource(ref);
  const origin = originOf(state);
  return [
    { ref, state },
    ...(origin ? [{ ref: origin, state: findSource(origin) }] : []),
  ];
}

export function nameOfSource({ kind, namespace, name }: SourceRef): string {
  return `${kind} ${namespace}/${name}`;
}

/** Why what Git or a registry has now is not known, in words; undefined where it is. */
export function fetchFailure(sources: FoundSource[]): string | undefined {
  for (const { ref, state } of sources) {
    if (state === 'missing') return `Its ${nameOfSource(ref)} does not exist`;
    if (state === 'unwatched' || state.spec?.suspend) continue;
    const ready = findCondition(state, 'Ready');
    if (ready?.status === 'False') {
      const words = ready.message || ready.reason;
      return `Flux cannot fetch its ${nameOfSource(ref)}: ${words}`;
    }
  }
  return undefined;
}

/** That nothing new is fetched, whatever else an application says. */
export function suspendedSources(
  sources: FoundSource[],
): ObservedApplication['conditions'] {
  return sources.flatMap(({ ref, state }) =>
    typeof state !== 'string' && state.spec?.suspend
      ? [
          {
            type: 'SourceSuspended',
            message: `Its ${nameOfSource(
              ref,
            )} is suspended: Flux fetches nothing new from there`,
          },
        ]
      : [],
  );
}
