import { Kustomize } from '../kustomize/createKustomize';
import { locate } from '../manifests/locate';
import { Manifest } from '../manifests/manifest';
import { policies } from '../policies';
import { findSchema } from '../schemas/findSchema';
import { describeFinding, Finding } from './finding';
import { loadManifests } from './loadManifests';

export interface Report {
  findings: Finding[];
  /** How many objects were held against a schema. */
  checked: number;
  /** What was not, because it is no Kubernetes object or of a kind without schema. */
  unchecked: string[];
}

function violations(manifest: Manifest): Finding[] {
  return policies.flatMap(policy =>
    policy.check(manifest).map(({ path, message }) => ({
      ...locate(manifest, path),
      policy: policy.name,
      message,
    })),
  );
}

/**
 * Holds all manifests at or below paths of the workspace against schemas and
 * policies. What several overlays share is said once.
 * @throws NotAllowedError, InputError for a path that is not in the workspace
 */
export async function validate(options: {
  workspace: string;
  paths: string[];
  kustomize: Kustomize;
  signal?: AbortSignal;
}): Promise<Report> {
  const { manifests, findings, others } = await loadManifests(options);
  const all = [...findings];
  const unchecked = others.map(place => `${place} is no Kubernetes object`);
  let checked = 0;
  for (const manifest of manifests) {
    const { apiVersion, kind, name, content } = manifest;
    const check = findSchema(apiVersion, kind);
    if (check) {
      checked += 1;
      for (const { path, message } of check(content)) {
        all.push({ ...locate(manifest, path), policy: 'schema', message });
      }
    } else {
      const { file, line } = locate(manifest, []);
      unchecked.push(`${file}:${line} ${kind} "${name}" of ${apiVersion}`);
    }
    all.push(...violations(manifest));
  }
  const byText = new Map(all.map(found => [describeFinding(found), found]));
  return {
    findings: [...byText.values()],
    checked,
    unchecked: [...new Set(unchecked)],
  };
}
