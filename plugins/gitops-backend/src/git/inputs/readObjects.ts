import { z } from 'zod';
import { parseDocuments } from './parseYaml';

/** What a manifest says of which object it is. */
export interface ManifestObject {
  kind: string;
  name: string;
  namespace?: string;
}

const objectSchema = z.object({
  // A group and a version: a longer one is none.
  apiVersion: z.string().max(317),
  kind: z.string().max(253),
  metadata: z.object({
    name: z.string().max(253),
    namespace: z.string().max(253).nullish(),
  }),
});

/**
 * The group of a kind that somebody has added to Kubernetes: of its own, some are
 * called as those of engines are (`kustomize.config.k8s.io/Kustomization`).
 */
const ADDED_GROUP = /^(?!.*k8s\.io\/)[^/]+\.[^/]+\//;

const API_VERSION = /apiVersion["']?\s*:\s*["']?([^\s"'/]{1,253}\/)/g;

/** Whether it is worth while to parse a file. */
function mayHaveObjects(contents: string): boolean {
  for (const [, group] of contents.matchAll(API_VERSION)) {
    if (ADDED_GROUP.test(group)) return true;
  }
  return false;
}

/** The custom resources of a file. What cannot be read, such as a template, declares nothing. */
export function readObjects(contents: string): ManifestObject[] {
  if (!mayHaveObjects(contents)) return [];
  return parseDocuments(contents).flatMap(document => {
    const parsed = objectSchema.safeParse(document);
    if (!parsed.success || !ADDED_GROUP.test(parsed.data.apiVersion)) return [];
    const { kind, metadata } = parsed.data;
    const { name, namespace } = metadata;
    return [{ kind, name, ...(namespace ? { namespace } : {}) }];
  });
}
