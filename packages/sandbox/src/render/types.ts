import { KubeObject } from '../cluster/types';

/** What an engine's own object lays on top of a directory, as a kustomization.yaml would. */
export interface Overlay {
  namespace?: string;
  namePrefix?: string;
  nameSuffix?: string;
  images?: Array<{
    name: string;
    newName?: string;
    newTag?: string;
    digest?: string;
  }>;
}

/** Renders a directory on disk with the real kustomize; throws with kustomize's own words. */
export type Render = (
  directory: string,
  overlay?: Overlay,
) => Promise<KubeObject[]>;
