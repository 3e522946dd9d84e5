import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { weigh } from '../observe/look';
import { applicationId } from '../store/applicationId';
import { loadObservations } from '../store/loadObservations';
import { ApplicationWrite, saveApplications } from '../store/saveApplications';
import { saveInstance } from '../store/saveInstance';
import { gitFacts } from './gitFacts';
import { InMemoryInstance } from './InMemoryEngine';

export interface StoreOptions {
  instance?: string;
  environment?: string | null;
  now?: string;
}

/** What is written when the application is seen like this. */
export async function writeOf(
  db: Knex,
  observed: ObservedApplication,
  { instance = 'main', environment = null, now }: StoreOptions = {},
): Promise<ApplicationWrite> {
  const id = applicationId('argocd', instance, observed);
  const stored = (await loadObservations(db, [id])).get(id);
  const result = weigh(
    { id, engine: 'argocd', instance, gap: false, observed },
    observed,
    stored,
    {
      facts: gitFacts(),
      environment,
      now: now ?? '2026-11-20T10:00:00.000Z',
    },
  );
  if (!result) throw new Error('Nothing changes');
  return result.write;
}

/** Keeps the application as seen like this, and gives its id. */
export async function store(
  db: Knex,
  observed: ObservedApplication,
  options?: StoreOptions,
): Promise<string> {
  const write = await writeOf(db, observed, options);
  await saveApplications(db, [write]);
  return write.record.id;
}

/** An instance of Argo CD that is heard of. */
export async function markReachable(db: Knex, name: string): Promise<void> {
  const at = '2026-11-20T10:00:00.000Z';
  await saveInstance(db, {
    engine: 'argocd',
    name,
    state: 'reachable',
    since: at,
    lastSeenAt: at,
    capabilities: new InMemoryInstance(name).capabilities,
  });
}
