import { KubeObject } from '../cluster/types';

/** Renders a directory on disk with the real kustomize; throws with kustomize's own words. */
export type Render = (directory: string) => Promise<KubeObject[]>;
