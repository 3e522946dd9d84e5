import { z } from 'zod';
import { Cluster } from '../cluster/types';
import { Application } from './application';
import { APP_PROJECT, CONTROL_NAMESPACE } from './names';

/** The one schedule that is understood: every minute, so that the window never closes. */
const ALWAYS = '* * * * *';

const windowSchema = z.object({
  kind: z.string(),
  schedule: z.string(),
  duration: z.string(),
  manualSync: z.boolean().default(false),
  applications: z.array(z.string()).default([]),
});
const projectSchema = z.object({
  spec: z.object({ syncWindows: z.array(windowSchema).default([]) }),
});

/** What the project of an application says of when it may be synced. */
export interface SyncWindows {
  assigned: Array<Omit<z.infer<typeof windowSchema>, 'applications'>>;
  active: SyncWindows['assigned'];
  canSync(how: { manually: boolean }): boolean;
}

/** Windows that deny, by the name of the application; there is no calendar. */
export function syncWindowsOf(
  home: Cluster,
  { metadata, spec }: Application,
): SyncWindows {
  const project = home.get({
    ...APP_PROJECT,
    namespace: CONTROL_NAMESPACE,
    name: spec.project,
  });
  const windows = project ? projectSchema.parse(project).spec.syncWindows : [];
  const assigned = windows
    .filter(
      ({ kind, applications }) =>
        kind === 'deny' &&
        applications.some(name => name === '*' || name === metadata.name),
    )
    .map(({ applications: _, ...window }) => window);
  const active = assigned.filter(({ schedule }) => schedule === ALWAYS);
  return {
    assigned,
    active,
    canSync: ({ manually }) =>
      active.every(({ manualSync }) => manually && manualSync),
  };
}
