import { SyncWindowState } from '@backstage-gitops/plugin-gitops-common';
import { LOOK_AHEAD_MS, ReadWindow } from './readWindow';

/** So often windows open and close before it is given up to look for a change that matters. */
const MAX_STEPS = 300;

type Answers = Record<'automated' | 'manual', boolean>;

/**
 * As Argo CD has it: an open window that denies wins; else one that allows must be
 * open, if there are any. A person gets past those that have `manualSync`, if all do.
 */
function answersOf(windows: ReadWindow[], isOpen: boolean[]): Answers {
  const denies = windows.filter(({ kind }, n) => kind === 'deny' && isOpen[n]);
  if (denies.length > 0) return pastBy(denies);
  const allows = windows.filter(({ kind }) => kind === 'allow');
  const isAllowed = windows.some(
    ({ kind }, n) => kind === 'allow' && isOpen[n],
  );
  return allows.length === 0 || isAllowed
    ? { automated: true, manual: true }
    : pastBy(allows);
}

function pastBy(windows: ReadWindow[]): Answers {
  return {
    automated: false,
    manual: windows.every(({ manualSync }) => manualSync),
  };
}

/**
 * What windows say at a time, and until when, as far as that is within the next days.
 * @param now - in ms since 1970
 */
export function syncWindowState(
  windows: ReadWindow[],
  now: number,
): SyncWindowState {
  const spans = windows.map(window => window.spanAt(now));
  const answers = () =>
    answersOf(
      windows,
      spans.map(({ isOpen }) => isOpen),
    );
  const first = answers();
  const until: Record<keyof Answers, string | null> = {
    automated: null,
    manual: null,
  };
  for (let step = 0; step < MAX_STEPS; step++) {
    const at = Math.min(...spans.map(span => span.until));
    // Of no windows it is Infinity.
    if (at > now + LOOK_AHEAD_MS) break;
    for (const [n, span] of spans.entries()) {
      if (span.until <= at) spans[n] = windows[n].spanAt(at);
    }
    const then = answers();
    const time = new Date(at).toISOString();
    if (then.automated !== first.automated) until.automated ??= time;
    if (then.manual !== first.manual) until.manual ??= time;
    if (until.automated && until.manual) break;
  }
  return {
    automated: { allowed: first.automated, until: until.automated },
    manual: { allowed: first.manual, until: until.manual },
  };
}
