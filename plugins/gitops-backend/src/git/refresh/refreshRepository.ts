import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Lease } from '../../leases/Lease';
import { initMirror } from '../commands/initMirror';
import { isSha, Mirror, Remote } from '../commands/mirror';
import { readShallow } from '../commands/readShallow';
import { DeclarationReader } from '../inputs/createDeclarationReader';
import { InputReader } from '../inputs/createInputReader';
import { forgetIndex } from '../store/forgetIndex';
import { RepositoryWork } from '../store/readWork';
import { applyIndex, ReadFiles } from './applyIndex';
import { Fetched, fetchWanted } from './fetchWanted';
import { findDeclaringFiles } from './findDeclaringFiles';
import { findInputs } from './findInputs';
import { planIndex } from './planIndex';
import { planLog } from './planLog';

export interface RefreshContext {
  directory: string;
  remote: (url: string) => Promise<Remote>;
  readInputs: InputReader;
  readDeclared: DeclarationReader;
  now: () => number;
}

/** How long a revision that was not there is left alone, in milliseconds. */
const ABSENT_FOR_MS = 10 * 60_000;

export function mirrorDirectory(directory: string, key: string): string {
  const name = createHash('sha256').update(key).digest('hex').slice(0, 32);
  return join(directory, `${name}.git`);
}

function wantedOf(work: RepositoryWork, nowMs: number) {
  const revisions = new Set<string>();
  for (const {
    desired_revision: desired,
    deployed_revision: deployed,
  } of work.sources) {
    if (desired && isSha(desired)) revisions.add(desired);
    if (deployed && isSha(deployed)) revisions.add(deployed);
  }
  const absent = work.revisions.filter(
    it =>
      it.state === 'absent' && nowMs - Number(it.checked_at_ms) < ABSENT_FOR_MS,
  );
  return {
    targets: [...new Set(work.sources.map(source => source.target))],
    revisions: [...revisions],
    absent: new Set(absent.map(it => it.sha)),
    had: [
      ...(work.repository.trunk_sha ? [work.repository.trunk_sha] : []),
      ...work.targets.flatMap(it => it.sha ?? []),
      ...work.revisions.filter(it => it.state !== 'absent').map(it => it.sha),
    ],
  };
}

function changedBy(
  work: RepositoryWork,
  fetched: Fetched,
  revisions: ReadonlySet<string>,
): string[] {
  const before = new Map(work.targets.map(it => [it.target, it.sha]));
  const changed = work.sources
    .filter(
      source =>
        (fetched.tips.get(source.target) ?? null) !==
          (before.get(source.target) ?? null) ||
        revisions.has(source.deployed_revision ?? '') ||
        revisions.has(source.desired_revision ?? ''),
    )
    .map(source => source.application_id);
  const parents = new Set(changed);
  const children = work.declaring
    .filter(source => parents.has(source.parent_id))
    .map(source => source.application_id);
  return [...changed, ...children];
}

/** What lay before the end of a history cannot be put under what is indexed of it. */
async function beginAnew(
  lease: Lease,
  work: RepositoryWork,
): Promise<RepositoryWork> {
  await lease.write(tx => forgetIndex(tx, work.repository.id));
  return {
    ...work,
    repository: {
      ...work.repository,
      trunk_sha: null,
      trunk_place: null,
      indexed_at_ms: null,
    },
    sources: work.sources.map(source => ({ ...source, inputs_key: null })),
    targets: [],
    revisions: [],
  };
}

/**
 * Asks one repository for news, and indexes them.
 *
 * @returns the applications whose facts may be others now
 * @throws GitError, LeaseLostError; whatever was indexed before still stands
 */
export async function refreshRepository(
  context: RefreshContext,
  known: RepositoryWork,
  lease: Lease,
  signal: AbortSignal,
): Promise<string[]> {
  const nowMs = context.now();
  const mirror: Mirror = {
    gitDir: mirrorDirectory(context.directory, known.repository.key),
    signal,
  };
  await initMirror(mirror);
  const remote = await context.remote(known.repository.url);
  const fetched = await fetchWanted(mirror, remote, wantedOf(known, nowMs));
  const shallow = await readShallow(mirror);
  const isDeeper = known.repository.partial && shallow.size === 0;
  const work = isDeeper ? await beginAnew(lease, known) : known;
  const log = planLog(work, fetched);
  const planning = planIndex(mirror, work, fetched, log, nowMs);
  const reading = readFiles(context, mirror, remote, work, fetched);
  // Whoever waits for them is told.
  planning.catch(() => {});
  reading.catch(() => {});
  try {
    const change = { work, fetched, log, planning, reading, nowMs };
    const changed = await applyIndex(lease, mirror, change);
    const plan = await planning;
    const revisions = new Set(plan.revisions.map(it => it.sha));
    for (const id of changedBy(work, fetched, revisions)) changed.add(id);
    return [...changed];
  } finally {
    // Nothing of this run goes on after it, whatever became of it.
    await Promise.allSettled([planning, reading]);
  }
}

/** What is read of files; meanwhile commits are written. */
async function readFiles(
  context: RefreshContext,
  ...of: [Mirror, Remote, RepositoryWork, Fetched]
): Promise<ReadFiles> {
  const inputs = await findInputs(context.readInputs, ...of);
  const declaring = await findDeclaringFiles(context.readDeclared, ...of);
  return { inputs, declaring };
}
