import { FLUX_NAMESPACE, FLUX_ROOT } from './fluxManifests';
import type { FluxPastOptions } from './fluxPast';
import { Revision } from './pastRevisions';
import { later } from './pastSyncs';
import { Release, releasePath } from './releases';
import { Step } from './replay';
import { PAST } from './scenario';

const MINUTE = 60_000;

/** The life of one HelmRelease up to the start: Flux installs it, then follows its file. */
export function releasePast(
  { flux, start }: FluxPastOptions,
  release: Release,
  mainline: readonly Revision[],
): Step[] {
  const reconcile =
    (kind: 'Kustomization' | 'HelmRelease', name: string) => (at: Date) =>
      flux.reconcile({ namespace: FLUX_NAMESPACE, name, kind }, { at });
  const declare = reconcile('Kustomization', FLUX_ROOT);
  const follow = reconcile('HelmRelease', release.application);
  const [first, ...changes] = mainline.filter(({ files }) =>
    files.includes(releasePath(release)),
  );
  return [
    { at: later(first.at, 10 * MINUTE), run: follow },
    ...changes.flatMap(({ at }) => [
      { at: later(at, 2 * MINUTE), run: declare },
      { at: later(at, 3 * MINUTE), run: follow },
    ]),
    // After the look of what declares it.
    { at: later(start, -PAST.lastLook + 1_000), run: follow },
  ];
}
