import { YAMLMap } from 'yaml';
import { YamlDocument } from './yamlText';

/** A place where a manifest, or a part of it, is written. */
export interface Source {
  role: 'resource' | 'patch' | 'generator' | 'kustomization';
  yaml: YamlDocument;
  /** The node that stands for the whole manifest; of a JSON patch, the list of its operations. */
  node: unknown;
  /** Absent where it is for every kind. */
  kind?: string;
  /** Absent where it is for every name that `targets`. */
  name?: string;
  targets?(name: string): boolean;
}

/** An entry below `images:` of a kustomization. */
export interface ImageEntry {
  yaml: YamlDocument;
  node: YAMLMap;
  /** What the image is called after it. */
  image: string;
}

/** A Kubernetes object, and where it is written. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  name: string;
  content: Record<string, unknown>;
  /** What is looked at first comes first; never empty. */
  sources: Source[];
  images: ImageEntry[];
}
