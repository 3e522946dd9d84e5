import { CommitRange } from '../commands/walkCommits';
import { RepositoryWork } from '../store/readWork';
import { Fetched } from './fetchWanted';

/** How the default branch has moved since it was indexed. */
export interface TrunkMove {
  tip: string | undefined;
  moved: boolean;
  /** The old tip is gone: which commits belong where is found anew. */
  rebuild: boolean;
  /** What was indexed of it; undefined where that does not count. */
  base: string | undefined;
}

/** Which commits have to be read. */
export interface LogPlan {
  /** No revision is known: whatever is written shows only once one is. */
  first: boolean;
  trunk: TrunkMove;
  /** Revisions that are new. */
  fresh: string[];
  /** Undefined where all are there. */
  range: CommitRange | undefined;
}

const MAX_EXCLUDED = 200;

/** Works out what the index lacks: all that has to be known before git reads it. */
export function planLog(work: RepositoryWork, fetched: Fetched): LogPlan {
  const indexed = work.revisions.filter(it => it.state !== 'absent');
  const old = work.repository.trunk_sha ?? undefined;
  const { there } = fetched;
  const trunk = moveOf(old, fetched.trunk, there);

  const settled = new Set(trunk.rebuild ? [] : indexed.map(it => it.sha));
  const standing = new Set<string>(fetched.present);
  for (const tip of fetched.tips.values()) if (tip) standing.add(tip);
  const fresh = [...standing].filter(sha => !settled.has(sha));
  const from = [...(trunk.moved && trunk.tip ? [trunk.tip] : []), ...fresh];
  const excluded = [...settled]
    .filter(sha => there.has(sha))
    .slice(-MAX_EXCLUDED);
  const base = trunk.base ? [trunk.base] : [];
  return {
    first: indexed.length === 0 && old === undefined,
    trunk,
    fresh,
    range: from.length > 0 ? { from, not: [...base, ...excluded] } : undefined,
  };
}

function moveOf(
  old: string | undefined,
  tip: string | undefined,
  there: ReadonlySet<string>,
): TrunkMove {
  const moved = tip !== old;
  const rebuild =
    moved && old !== undefined && (tip === undefined || !there.has(old));
  return { tip, moved, rebuild, base: rebuild ? undefined : old };
}
