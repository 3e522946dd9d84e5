import { isWithin } from './isWithin';
import { relativePath } from './relativePath';

/** An input that is touched. */
export interface TouchedInput {
  path: string;
  /** The path of the source that has it; null where that is the parent's. */
  from: string | null;
  /** Its source is at a revision that the index knows: so its engine has read it. */
  isRead?: boolean;
}

/** As many as a line has room for. */
const MAX_VIA = 5;

/**
 * Through which inputs something counts for an application, see `commitMarkSchema`:
 * none where it touches the own path of a source. Of inputs within each other only
 * the innermost is said.
 */
export function viaOf(inputs: readonly TouchedInput[]): string[] {
  if (inputs.some(({ path, from }) => path === from)) return [];
  const innermost = inputs.filter(
    ({ path, from }) =>
      !inputs.some(
        other =>
          other.from === from &&
          other.path !== path &&
          isWithin(other.path, path),
      ),
  );
  const via = innermost.map(({ path, from }) =>
    from === null ? `/${path}` : relativePath(from, path),
  );
  return [...new Set(via)].sort().slice(0, MAX_VIA);
}
