import { ancestors } from './log/ancestors';
import { Position } from './store/positions';
import { SourceInput } from './store/readSources';

/** The commits of one path that one revision contains. */
export interface Walk {
  pathId: number;
  /** They are older than that, see `counts`. */
  until: number | null;
  revisionId: number;
}

/** Of one source of an application. */
export function placeOf(of: {
  application_id: string;
  position: number;
}): string {
  return `${of.position} ${of.application_id}`;
}

/**
 * The walks through all inputs of these sources, at what Git says and at what is
 * deployed; without those that another one takes along, with its directory or with its
 * revision.
 *
 * @param isBeyond - whether a source runs anything that Git's revision has not
 */
export function walksOf(
  positions: readonly Position[],
  inputs: readonly SourceInput[],
  isBeyond: (position: Position) => boolean,
): Walk[] {
  const byPlace = new Map(positions.map(it => [placeOf(it), it]));
  const found = new Map<string, { walk: Walk; path: string }>();
  const whole = new Set<string>();
  for (const input of inputs) {
    const position = byPlace.get(placeOf(input));
    const { path, path_id: pathId } = input;
    const until = input.until === null ? null : Number(input.until);
    for (const revisionId of revisionsOf(position, isBeyond)) {
      if (until === null) whole.add(`${revisionId} ${path}`);
      const walk = { pathId, until, revisionId };
      found.set(`${revisionId} ${pathId} ${until}`, { walk, path });
    }
  }
  return [...found.values()].flatMap(({ walk, path }) => {
    const isTakenAlong = [...ancestors(path)].some(
      above =>
        (above !== path || walk.until !== null) &&
        whole.has(`${walk.revisionId} ${above}`),
    );
    return isTakenAlong ? [] : [walk];
  });
}

function revisionsOf(
  position: Position | undefined,
  isBeyond: (position: Position) => boolean,
): number[] {
  if (!position) return [];
  const { tip_id: tip, deployed_id: deployed } = position;
  const own = deployed !== null && isBeyond(position) ? [deployed] : [];
  return tip === null ? own : [tip, ...own];
}
