import { MAX_NAMED_INPUTS } from '@backstage-gitops/plugin-gitops-node';
import { z } from 'zod';
import { ArgocdApplication, ArgocdSource } from './application';

/** Longer than any path. */
const MAX_LENGTH = 2000;

const path = z.string().min(1).max(MAX_LENGTH);
const paths = z.array(path.catch('')).catch([]);
const withPaths = z
  .array(z.object({ path: path.catch('') }).catch({ path: '' }))
  .catch([]);

const namingSchema = z.object({
  ref: path.optional().catch(undefined),
  helm: z
    .object({ valueFiles: paths, fileParameters: withPaths })
    .catch({ valueFiles: [], fileParameters: [] }),
  kustomize: z
    .object({ components: paths, patches: withPaths })
    .catch({ components: [], patches: [] }),
  directory: z
    .object({ jsonnet: z.object({ libs: paths }) })
    .catch({ jsonnet: { libs: [] } }),
});

const GENERATE_PATHS = 'argocd.argoproj.io/manifest-generate-paths';

/** Files that Argo CD compares pushes with, whatever a source says. */
function generatePaths({ metadata }: ArgocdApplication): string[] {
  return (metadata.annotations?.[GENERATE_PATHS] ?? '')
    .split(';')
    .map(each => each.trim().slice(0, MAX_LENGTH));
}

/** What of its build environment stands in names of files. */
function withEnvironment(
  text: string,
  { metadata, spec }: ArgocdApplication,
): string {
  const environment: Record<string, string | undefined | null> = {
    ARGOCD_APP_NAME: metadata.name,
    ARGOCD_APP_NAMESPACE: spec?.destination?.namespace,
    ARGOCD_APP_PROJECT_NAME: spec?.project,
  };
  return text.replace(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (whole, braced?: string, bare?: string) =>
      environment[braced ?? bare ?? ''] ?? whole,
  );
}

/**
 * What a source of an Application names beside its path, see `observedSourceSchema`.
 * `$ref/…` may lead into another source.
 */
export function namedInputs(
  application: ArgocdApplication,
  source: ArgocdSource,
): { ref?: string; inputs?: string[] } {
  const { ref, helm, kustomize, directory } = namingSchema.parse(source);
  const named = [
    ...helm.valueFiles,
    ...helm.fileParameters.map(parameter => parameter.path),
    ...kustomize.components,
    ...kustomize.patches.map(patch => patch.path),
    // These are relative to the repository's root, whatever they begin with.
    ...directory.jsonnet.libs.map(lib => lib && `/${lib}`),
  ].map(each => withEnvironment(each, application));
  const inputs = [...named, ...generatePaths(application)].filter(
    (each, index, all) => each !== '' && all.indexOf(each) === index,
  );
  return {
    ...(ref !== undefined && { ref }),
    ...(inputs.length > 0 && { inputs: inputs.slice(0, MAX_NAMED_INPUTS) }),
  };
}
