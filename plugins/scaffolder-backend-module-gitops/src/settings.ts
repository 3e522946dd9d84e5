import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { z } from 'zod';
import { parsePlace } from './hosts/openGitHost';

/** A name that Kubernetes takes. */
const label = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/,
    'must be at most 32 of a-z, 0-9 and -',
  );

const directory = z
  .string()
  .transform(path => path.replace(/^\.\//, '').replace(/\/$/, ''))
  .refine(
    path => /^[\w.-]+(?:\/[\w.-]+)*$/.test(path) && !path.includes('..'),
    'must be the path of a directory in the platform repository',
  );

const destination = z
  .strictObject({ name: z.string(), server: z.url() })
  .partial()
  .refine(
    ({ name, server }) => (name === undefined) !== (server === undefined),
    'must say either name or server',
  );

const scaffolderSchema = z.strictObject({
  repository: z.strictObject({
    host: z.string(),
    owner: z.string(),
    visibility: z.enum(['private', 'public']).default('private'),
  }),
  platform: z.strictObject({
    repoUrl: z.string(),
    branch: z.string().default('main'),
  }),
  argocd: z
    .strictObject({
      path: directory,
      project: z.string().default('default'),
      namespace: z.string().default('argocd'),
      destinations: z.record(z.string(), destination),
    })
    .optional(),
  flux: z
    .strictObject({
      namespace: z.string().default('flux-system'),
      paths: z.record(z.string(), directory),
      gitSecret: z.string().optional(),
    })
    .optional(),
});

const environmentsSchema = z.array(z.object({ name: z.string() }));

export interface Environment {
  name: string;
  /** For Argo CD. */
  destination?: { name?: string; server?: string };
  /** For Flux: a directory of the platform repository. */
  path?: string;
}

/** What the template needs to know of the place that it is used in. */
export interface Settings extends z.infer<typeof scaffolderSchema> {
  hostKind: 'gitea' | 'github' | 'gitlab';
  /** Of the host of new repositories, without a slash at the end. */
  baseUrl: string;
  /** Those that every engine has a place for, in promotion order. */
  environments: Environment[];
  /** Some of them are in the same cluster, as far as is known. */
  shareCluster: boolean;
}

const HOST_KINDS: string[] = ['gitea', 'github', 'gitlab'];

function isHostKind(kind: string | undefined): kind is Settings['hostKind'] {
  return kind !== undefined && HOST_KINDS.includes(kind);
}

function hasTwice(values: unknown[]): boolean {
  const texts = values.map(value => JSON.stringify(value));
  return new Set(texts).size < texts.length;
}

/**
 * Reads `gitops.scaffolder`; undefined where there is none.
 * @throws InputError that says what is wrong in it
 */
export function readSettings(
  config: Config,
  integrations: ScmIntegrationRegistry,
): Settings | undefined {
  const written = config.getOptional('gitops.scaffolder');
  if (written === undefined) return undefined;
  const parsed = scaffolderSchema.safeParse(written);
  if (!parsed.success) {
    throw new InputError(
      `gitops.scaffolder is not right: ${z.prettifyError(parsed.error)}`,
    );
  }
  const { repository, platform, argocd, flux } = parsed.data;
  const hostKind = integrations.byHost(repository.host)?.type;
  if (!isHostKind(hostKind)) {
    throw new InputError(
      `gitops.scaffolder.repository.host: there is no Gitea, GitHub or GitLab "${repository.host}" in integrations`,
    );
  }
  const baseUrl =
    integrations.gitea.byHost(repository.host)?.config.baseUrl ??
    integrations.gitlab.byHost(repository.host)?.config.baseUrl ??
    `https://${repository.host}`;
  const { username, password } = new URL(baseUrl);
  if (username || password) {
    throw new InputError(
      `integrations: the baseUrl of ${repository.host} holds credentials, which would be written into every repository: say them beside it`,
    );
  }
  parsePlace(platform.repoUrl, integrations);
  if (!argocd && !flux) {
    throw new InputError(
      'gitops.scaffolder has to say argocd or flux, or both: where an engine looks for new applications',
    );
  }
  const named = environmentsSchema.safeParse(
    config.getOptional('gitops.environments') ?? [],
  );
  if (!named.success) {
    throw new InputError(
      `gitops.environments is not right: ${z.prettifyError(named.error)}`,
    );
  }
  const environments = named.data
    .map(({ name }) => ({
      name,
      destination: argocd?.destinations[name],
      path: flux?.paths[name],
    }))
    .filter(({ destination: where, path }) =>
      [argocd && !where, flux && !path].every(isMissing => !isMissing),
    );
  if (environments.length === 0) {
    throw new InputError(
      'gitops.scaffolder: no name in gitops.environments has a place in destinations and in paths',
    );
  }
  environments.forEach(({ name }) => {
    const usable = label.safeParse(name);
    if (!usable.success) {
      throw new InputError(
        `gitops.environments: "${name}" names directories and objects, so it ${usable.error.issues[0].message}`,
      );
    }
  });
  return {
    ...parsed.data,
    hostKind,
    baseUrl,
    environments,
    shareCluster:
      (argocd !== undefined &&
        hasTwice(environments.map(one => one.destination))) ||
      (flux !== undefined && hasTwice(environments.map(one => one.path))),
  };
}
