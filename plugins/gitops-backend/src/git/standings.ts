import { Position } from './store/positions';
import { Contains } from './store/readContained';
import { SourceInput } from './store/readSources';
import { Touch } from './store/readCommits';
import { CommitRow } from './store/rows';
import { CommitMarkOf } from './types';
import { TouchedInput, viaOf } from './via';
import { placeOf } from './walks';

/** Where a commit stands for an application. */
export interface Standing {
  applicationId: string;
  state: CommitMarkOf['state'];
  via: string[];
  /** The inputs that it touches. */
  touches: TouchedInput[];
  /** The parent, where it touches nothing but what declares the application. */
  declaredBy?: string;
}

type Commit = Pick<CommitRow, 'id' | 'ordinal' | 'on_trunk'>;

/** A source with the inputs that one commit touches. */
interface TouchedSource {
  position: Position;
  inputs: TouchedInput[];
}

function stateOf(
  { tip_id: tip, deployed_id: deployed, deployed_revision: runs }: Position,
  commit: Commit,
  contains: Contains,
): Standing['state'] | undefined {
  if (deployed !== null && contains(deployed, commit)) return 'deployed';
  // Listed for another application, or on a branch this one does not follow.
  if (tip === null || !contains(tip, commit)) return undefined;
  // Something runs, but Git does not know it.
  return deployed === null && runs !== null ? 'unknown' : 'waiting';
}

/** What is not known of a parent takes nothing from what is known of its child. */
function rankOf({
  state,
  position,
}: {
  state: Standing['state'];
  position: Position;
}): number {
  if (state === 'waiting') return 3;
  if (state === 'deployed') return 1;
  return position.parent_id === null ? 2 : 0;
}

/** Undefined where the commit is on no branch that the application follows. */
function standingOf(
  applicationId: string,
  sources: readonly TouchedSource[],
  commit: Commit,
  contains: Contains,
): Standing | undefined {
  const known = sources.flatMap(source => {
    const state = stateOf(source.position, commit, contains);
    return state ? [{ ...source, state }] : [];
  });
  if (known.length === 0) return undefined;
  const [{ state }] = known.sort((a, b) => rankOf(b) - rankOf(a));
  const touches = known.flatMap(it => it.inputs);
  const parents = known.map(({ position }) => position.parent_id);
  return {
    applicationId,
    state,
    via: viaOf(touches),
    touches,
    ...(parents.every(it => it !== null) && { declaredBy: parents[0] }),
  };
}

/**
 * Where commits stand for the applications whose inputs they touch, by commit id.
 * Where one touches several sources of an application, it waits if it does for one
 * of them, and is deployed only if it is known to be for all that are its own.
 */
export function toStandings(
  commits: readonly Commit[],
  touches: readonly Touch[],
  index: {
    positions: readonly Position[];
    inputs: readonly SourceInput[];
    contains: Contains;
  },
): Map<number, Standing[]> {
  const places = new Map(index.positions.map(it => [placeOf(it), it]));
  const byPath = new Map<number, SourceInput[]>();
  for (const input of index.inputs) {
    const same = byPath.get(input.path_id) ?? [];
    same.push(input);
    byPath.set(input.path_id, same);
  }
  const byCommit = new Map(commits.map(({ id }) => [id, new Set<number>()]));
  for (const { commit_id: id, path_id: pathId } of touches) {
    byCommit.get(id)?.add(pathId);
  }
  return new Map(
    commits.map(commit => {
      const sources = new Map<string, Map<string, TouchedSource>>();
      for (const pathId of byCommit.get(commit.id) ?? []) {
        for (const input of byPath.get(pathId) ?? []) {
          const position = places.get(placeOf(input));
          if (!position || hasEnded(input, commit)) continue;
          const own =
            sources.get(input.application_id) ??
            new Map<string, TouchedSource>();
          sources.set(input.application_id, own);
          const source = own.get(placeOf(input)) ?? { position, inputs: [] };
          own.set(placeOf(input), source);
          const from = position.parent_id === null ? position.path : null;
          source.inputs.push({
            path: input.path,
            from,
            isRead: isRead(position),
          });
        }
      }
      const standings = [...sources].flatMap(
        ([id, own]) =>
          standingOf(id, [...own.values()], commit, index.contains) ?? [],
      );
      return [
        commit.id,
        standings.sort((a, b) => (a.applicationId < b.applicationId ? -1 : 1)),
      ];
    }),
  );
}

/** An engine that refuses a source says no revision of it, or one of another repository. */
function isRead(position: Position): boolean {
  return position.deployed_id !== null || position.engine_id !== null;
}

function hasEnded({ until }: SourceInput, { ordinal }: Commit): boolean {
  return until !== null && Number(ordinal) >= Number(until);
}
