import { MAX_IMAGES } from '@backstage-gitops/plugin-gitops-common';
import { shorten } from '@backstage-gitops/plugin-gitops-node';

/**
 * Names of images for a record: each once, sorted, at most `MAX_IMAGES`.
 * Undefined where there are none: Argo CD leaves an empty list out, as it does
 * one that it does not know.
 */
export function listImages(
  images: string[] | null | undefined,
): string[] | undefined {
  const distinct = new Set((images ?? []).map(image => shorten(image, 500)));
  return distinct.size > 0
    ? [...distinct].sort().slice(0, MAX_IMAGES)
    : undefined;
}
