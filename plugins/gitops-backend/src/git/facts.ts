import { ApplicationSync } from '@backstage-gitops/plugin-gitops-common';
import { Pending } from './store/readPending';
import { Position } from './store/positions';
import { pairKey, RevisionCounts } from './store/readRelations';
import { GitFacts } from './types';

type Relation = ApplicationSync['relation'];

const UNKNOWN: Relation = { state: 'unknown', ahead: null, behind: null };

/** How Git's revision stands to the deployed one, for one source. */
export function relationOf(
  position: Position,
  counts: ReadonlyMap<string, RevisionCounts>,
): Relation {
  const { tip, tip_id: tipId, deployed_id: deployedId } = position;
  if (position.deployed_revision === null || tip === null) return UNKNOWN;
  if (tip === position.deployed_revision) {
    return { state: 'same', ahead: 0, behind: 0 };
  }
  if (position.deployed_state === 'absent') {
    return { state: 'unreachable', ahead: null, behind: null };
  }
  if (tipId === null || deployedId === null) return UNKNOWN;
  const { ahead, behind } = counts.get(pairKey(tipId, deployedId)) ?? {
    ahead: 0,
    behind: 0,
  };
  return { state: stateOf(ahead, behind), ahead, behind };
}

function stateOf(ahead: number, behind: number): Relation['state'] {
  if (ahead > 0 && behind > 0) return 'diverged';
  if (ahead > 0) return 'ahead';
  return behind > 0 ? 'behind' : 'same';
}

/** The relation of an application with several sources. */
export function combineRelations(relations: readonly Relation[]): Relation {
  if (relations.length === 0) return UNKNOWN;
  for (const state of ['unreachable', 'unknown'] as const) {
    if (relations.some(it => it.state === state)) {
      return { state, ahead: null, behind: null };
    }
  }
  const ahead = relations.reduce((sum, it) => sum + (it.ahead ?? 0), 0);
  const behind = relations.reduce((sum, it) => sum + (it.behind ?? 0), 0);
  return { state: stateOf(ahead, behind), ahead, behind };
}

/** Puts together what the index knows of one application. */
export function toFacts(
  positions: readonly Position[],
  counts: ReadonlyMap<string, RevisionCounts>,
  pending: Pending | undefined,
  deployedCommit: GitFacts['deployedCommit'],
): GitFacts {
  const own = positions.filter(it => it.position >= 0);
  const tips = own.flatMap(position => position.tip ?? []);
  // What is not known of a parent takes nothing from what is known of its child.
  const countable =
    own.every(isCountable) && (own.length > 0 || positions.some(isCountable));
  const seenCountable = countable && own.every(it => it.engine_id !== null);
  return {
    desired: tips.length === own.length ? tips : [],
    relation: combineRelations(own.map(it => relationOf(it, counts))),
    pendingCommits: countable ? pending?.commits ?? 0 : null,
    pendingCommitsSeenByEngine: seenCountable
      ? pending?.seenByEngine ?? 0
      : null,
    pendingSince: countable ? timeOf(pending?.since) : null,
    declaration: {
      pendingCommits: pending?.inParent ?? 0,
      held: pending?.heldByParent ?? 0,
      heldSince: timeOf(pending?.heldSince),
    },
    deployedCommit,
  };
}

function isCountable(it: Position): boolean {
  return (
    it.tip_id !== null && it.deployed_id !== null && it.inputs_key !== null
  );
}

function timeOf(seconds: number | undefined): string | null {
  return seconds === undefined ? null : new Date(seconds * 1000).toISOString();
}
