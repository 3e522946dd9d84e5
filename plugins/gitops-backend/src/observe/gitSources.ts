import {
  isInGit,
  ObservedApplication,
  ObservedSource,
} from '@backstage-gitops/plugin-gitops-node';
import { GitSource, NOT_KNOWN } from '../git/types';

/** The Git sources, each with the revisions that the engine gives for it. */
export function gitSources(observed: ObservedApplication): GitSource[] {
  const { sources } = observed;
  return sources.flatMap((source, index) => {
    if (!isInGit(source)) return [];
    const { repoUrl, targetRevision, path, ref, nested } = source;
    const inputs = sources.flatMap(other => inputsFrom(other, source));
    return [
      {
        repoUrl,
        path: path ?? '',
        targetRevision,
        ...(inputs.length > 0 && { inputs }),
        // Others name files in it, and that is all.
        ...(path === undefined && ref !== undefined && { pathless: true }),
        ...(nested && { nested }),
        ...revisionsOf(observed, index),
      },
    ];
  });
}

/** What one source names that lies in another one, from its root. */
function inputsFrom(from: ObservedSource, into: ObservedSource): string[] {
  const { inputs = [], path } = from;
  return inputs.flatMap(input => {
    const [, ref, rest] = /^\$([^/]+)\/(.*)$/.exec(input) ?? [];
    if (ref !== undefined) return ref === into.ref ? [rest] : [];
    if (from !== into) return [];
    if (input.startsWith('/')) return [input.slice(1)];
    // An address stays as it is.
    if (input.includes('://')) return [input];
    return path === undefined ? [] : [`${path}/${input}`];
  });
}

function revisionsOf(observed: ObservedApplication, index: number) {
  const { sources, sync } = observed;
  const { commits } = sources[index];
  const deployed = sync.deployedRevisions.at(index) || undefined;
  if (commits) {
    const runs = deployed && (commits.deployed ?? NOT_KNOWN);
    return {
      desiredRevision: commits.desired,
      deployedRevision: runs,
      appliedRevision: runs,
    };
  }
  return {
    desiredRevision: sync.desiredRevisions.at(index) || undefined,
    deployedRevision: deployed,
    appliedRevision: appliedRevision(observed, index),
  };
}

/**
 * The deployed revision moves only when all went well, health checks included, while
 * each child has long got its manifest. So a child waits for its parent on evidence
 * alone: the engine lists it as differing (`differingIn`), or compares revisions only
 * and has not even tried the desired one.
 */
function appliedRevision(
  { sync, syncs, changes }: ObservedApplication,
  index: number,
): string | undefined {
  const desired = sync.desiredRevisions.at(index) || undefined;
  const deployed = sync.deployedRevisions.at(index) || undefined;
  if (!desired || desired === deployed) return deployed;
  const isCompared = sync.comparisonFailed === undefined;
  if (isCompared && sync.status === 'Synced') return desired;
  if (sync.byRevisionOnly) {
    const isTried = syncs.at(-1)?.revisions.at(index) === desired;
    return isCompared && isTried ? desired : deployed;
  }
  return changes && changes.resources.length === changes.total
    ? desired
    : undefined;
}
