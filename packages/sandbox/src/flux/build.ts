import { createHash } from 'node:crypto';
import { KubeObject } from '../cluster/types';
import { GitHost } from '../git/types';
import { Overlay, Render } from '../render/types';
import { failingAs } from './failure';
import { inApplyOrder } from './inventory';
import { Workspace } from './prepare';
import { Kustomization } from './resources';
import { Source } from './sourceOf';
import { wordsOf } from './words';

export interface BuildDependencies {
  git: GitHost;
  render: Render;
  workspace: Workspace;
}

export interface Build {
  /** In the order in which they are applied. */
  objects: KubeObject[];
  /** The same for the same objects, whatever the revision. */
  digest: string;
}

/** Flux works in a temporary directory, and that is what its messages name. */
function inFluxWords(error: unknown, checkout: string, source: Source): Error {
  const directory = `/tmp/kustomization-${parseInt(
    source.sha.slice(0, 8),
    16,
  )}`;
  return new Error(wordsOf(error).replaceAll(checkout, directory));
}

function pathOf({ path = './' }: Kustomization['spec']): string {
  return path;
}

/** The checkout of a source; fails as ArtifactFailed where it or the path is missing. */
export async function fetchSource(
  { git, workspace }: BuildDependencies,
  source: Source,
  spec: Kustomization['spec'],
): Promise<string> {
  return await failingAs('ArtifactFailed', async () => {
    const repository = git.repositoryOf(source.url);
    if (!repository) {
      throw new Error(`failed to download artifact: ${source.url} not found`);
    }
    const checkout = await git.checkout(repository, source.sha);
    try {
      await workspace.locate(checkout, pathOf(spec));
    } catch (error) {
      throw inFluxWords(error, checkout, source);
    }
    return checkout;
  });
}

/** What the spec of a Kustomization lays on top of its path. */
function overlayOf({
  targetNamespace,
  namePrefix,
  nameSuffix,
  images = [],
}: Kustomization['spec']): Overlay {
  return {
    ...(targetNamespace && { namespace: targetNamespace }),
    ...(namePrefix && { namePrefix }),
    ...(nameSuffix && { nameSuffix }),
    ...(images.length > 0 && { images }),
  };
}

/** The objects of a Kustomization in a checkout; fails as BuildFailed. */
export async function build(
  { render, workspace }: BuildDependencies,
  checkout: string,
  source: Source,
  spec: Kustomization['spec'],
): Promise<Build> {
  const rendered = await failingAs('BuildFailed', async () => {
    try {
      const directory = await workspace.prepare(checkout, pathOf(spec));
      return await render(directory, overlayOf(spec)).catch(error => {
        throw new Error(`kustomize build failed: ${wordsOf(error)}`);
      });
    } catch (error) {
      throw inFluxWords(error, checkout, source);
    }
  });
  const objects = inApplyOrder(rendered);
  const hash = createHash('sha256').update(JSON.stringify(objects));
  return { objects, digest: `sha256:${hash.digest('hex')}` };
}
