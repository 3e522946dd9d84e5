import { z } from 'zod';
import {
  MAX_SYNC_WINDOWS,
  SyncWindow,
} from '@backstage-gitops/plugin-gitops-common';
import {
  ObservedApplication,
  objectNameSchema,
  shorten,
} from '@backstage-gitops/plugin-gitops-node';
import { globLike } from './glob';

/** No schedule is longer; what was cut off cannot be read as one. */
const MAX_TEXT = 200;

const text = z
  .string()
  .nullish()
  .transform(value => shorten(value ?? '', MAX_TEXT));
const patterns = z
  .array(z.string())
  .nullish()
  .transform(value => value ?? []);
const flag = z
  .boolean()
  .nullish()
  .transform(value => value ?? false);

const windowSchema = z.object({
  kind: text,
  schedule: text,
  duration: text,
  timeZone: text,
  manualSync: flag,
  applications: patterns,
  clusters: patterns,
  namespaces: patterns,
  andOperator: flag,
});
type ProjectWindow = z.infer<typeof windowSchema>;

const projectSchema = z.object({
  metadata: z.object({
    name: objectNameSchema,
    namespace: z.string().default(''),
  }),
  spec: z.object({ syncWindows: z.array(windowSchema).nullish() }).nullish(),
});
/** What is read of an Argo CD AppProject. */
export type AppProject = z.infer<typeof projectSchema>;

/** Undefined for what is no AppProject. */
export function parseAppProject(value: unknown): AppProject | undefined {
  return projectSchema.safeParse(value).data;
}

/** What decides which windows hold for an application. */
export type WindowSubject = Pick<
  ObservedApplication,
  'namespace' | 'name' | 'project' | 'destination'
> & {
  /** Where the Argo CD that has it lives, with its projects; if that is known. */
  controllerNamespace?: string;
};

export function projectNameOf({ project = 'default' }: WindowSubject): string {
  return project;
}

/** Of several Argo CDs in a cluster each may have a project of that name. */
function projectOf(
  projects: readonly AppProject[],
  subject: WindowSubject,
): AppProject | undefined {
  const { namespace, controllerNamespace } = subject;
  const name = projectNameOf(subject);
  const named = projects.filter(({ metadata }) => metadata.name === name);
  if (controllerNamespace === undefined && named.length === 1) return named[0];
  const home = controllerNamespace ?? namespace;
  return named.find(({ metadata }) => metadata.namespace === home);
}

function holdsFor(
  window: ProjectWindow,
  { name, destination: { cluster = '', namespace = '' } }: WindowSubject,
): boolean {
  const { applications, clusters, namespaces } = window;
  const isLike = (given: string[], value: string) =>
    given.length === 0 ? [] : [given.some(pattern => globLike(pattern, value))];
  const answers = [
    ...isLike(applications, name),
    // A destination has a name or a server, never both; none is like no pattern.
    ...isLike(clusters, cluster).map(answer => answer && cluster !== ''),
    ...isLike(namespaces, namespace),
  ];
  return window.andOperator
    ? answers.length > 0 && !answers.includes(false)
    : answers.includes(true);
}

/**
 * The sync windows that hold for an application, in the order of its project;
 * undefined where that is not known.
 */
export function syncWindowsOf(
  projects: readonly AppProject[],
  subject: WindowSubject,
): SyncWindow[] | undefined {
  const project = projectOf(projects, subject);
  if (!project) return undefined;
  return (project.spec?.syncWindows ?? [])
    .flatMap((window): SyncWindow[] => {
      const { kind, schedule, duration, timeZone, manualSync } = window;
      // Of any other kind it says nothing.
      if (kind !== 'allow' && kind !== 'deny') return [];
      if (!holdsFor(window, subject)) return [];
      return [
        {
          kind,
          schedule,
          duration,
          timeZone: timeZone || undefined,
          manualSync,
        },
      ];
    })
    .slice(0, MAX_SYNC_WINDOWS);
}
