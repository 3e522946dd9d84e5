import { setTimeout as delay } from 'node:timers/promises';
import { LargeRepository } from 'sandbox';
import { Portal } from '../harness/Portal';

/** What may report, as `app-config.yaml` has it. */
const INSTANCE = 'terraform';
const TOKEN = 'sandbox-terraform-token';
const AT_ONCE = 500;

/** The component that a path is deployed for: `apps/team-1/service-2/…`. */
export function componentOf(path: string): string {
  return path.split('/')[2];
}

/** Directories that the applications of a component are rendered from. */
export function inputsOf(paths: string[]): Map<string, string[]> {
  const inputs = new Map<string, string[]>();
  for (const path of paths) {
    const component = componentOf(path);
    const base = path.replace(/overlays\/.*/, 'base');
    const found = inputs.get(component) ?? [base];
    inputs.set(component, [...found, path]);
  }
  return inputs;
}

/** Tells the portal of applications that run a revision, and are to run another. */
export async function reportApplications(
  portal: Portal,
  repository: LargeRepository,
  paths: string[],
  revisions: { deployed: string; desired: string },
): Promise<void> {
  const { deployed, desired } = revisions;
  for (let start = 0; start < paths.length; start += AT_ONCE) {
    await portal.post('/reports', TOKEN, {
      instance: INSTANCE,
      applications: paths.slice(start, start + AT_ONCE).map(path => ({
        kind: 'Stack',
        name: path,
        entityRefs: [`component:default/${componentOf(path)}`],
        labels: { env: path.split('/').pop() },
        sources: [
          {
            type: 'git',
            repoUrl: repository.cloneUrl,
            path,
            targetRevision: 'main',
          },
        ],
        sync: {
          status: deployed === desired ? 'Synced' : 'OutOfSync',
          byRevisionOnly: true,
          desiredRevisions: [desired],
          deployedRevisions: [deployed],
        },
        health: { status: 'Healthy' },
      })),
    });
    // One after the other, as pipelines do.
    await delay(0);
  }
}
