import { observedSyncSchema } from '@backstage-gitops/plugin-gitops-node';
import { recordedKustomization } from '../__testUtils__/recordings';
import { SyncHistory } from '../__testUtils__/SyncHistory';
import { Kustomization } from './kustomization';
import { kustomizationSyncs } from './kustomizationSyncs';
import { Snapshot } from './snapshot';

const SUCCEEDED = 'ReconciliationSucceeded';

/** A Kustomization whose history is kept as Flux does it. */
class Reconciled {
  history: Snapshot[] = [];
  /** Times that Flux did something else than before, with what came of it. */
  runs: Array<{ phase: string; revision: string }> = [];
  #steps = 0;
  readonly #base = recordedKustomization('kustomization/ready-minimal')
    .kustomization;

  reconcile(digest: string, status: string): void {
    this.#steps += 1;
    const at = new Date(Date.UTC(2030, 0, 1) + this.#steps * 60_000);
    const lastReconciled = at.toISOString().replace('.000', '');
    const revision = this.#steps.toString(16).padStart(40, '0');
    const [newest] = this.history;
    const isSame = (each?: Snapshot) =>
      each?.digest === digest && each.lastReconciledStatus === status;
    const run = {
      phase: status === SUCCEEDED ? 'Succeeded' : 'Failed',
      revision,
    };
    if (isSame(newest)) this.runs[this.runs.length - 1] = run;
    else this.runs.push(run);
    const known = this.history.find(isSame);
    const entry = {
      digest,
      firstReconciled: known?.firstReconciled ?? lastReconciled,
      lastReconciled,
      lastReconciledDuration: '1.5s',
      lastReconciledStatus: status,
      totalReconciliations: (known?.totalReconciliations ?? 0) + 1,
      metadata: { revision: `main@sha1:${revision}` },
    };
    const others = this.history.filter(each => each !== known);
    this.history = [entry, ...others].slice(0, 5);
  }

  look(): Kustomization {
    const { status } = this.#base;
    return { ...this.#base, status: { ...status, history: this.history } };
  }
}

type Step = (object: Reconciled) => void;

const again: Step = object => {
  const [{ digest, lastReconciledStatus }] = object.history;
  object.reconcile(digest, lastReconciledStatus);
};
const commit: Step = object =>
  object.reconcile(`sha256:${object.runs.length}`, SUCCEEDED);
const revert: Step = object => {
  const [newest, before] = object.history;
  object.reconcile((before ?? newest).digest, SUCCEEDED);
};
const fail: Step = object =>
  object.reconcile(object.history[0].digest, 'HealthCheckFailed');

/** All sequences of so many steps. */
function* sequences(length: number): Iterable<Step[]> {
  if (length === 0) yield [];
  else {
    for (const rest of sequences(length - 1)) {
      for (const step of [again, commit, revert, fail]) yield [...rest, step];
    }
  }
}

/** As it is kept, after a look after each step. */
function keptAfter(object: Reconciled, steps: Step[]) {
  const history = new SyncHistory();
  for (const step of steps) {
    step(object);
    history.look(kustomizationSyncs(object.look()));
  }
  return history.kept.map(({ phase, revisions: [revision] }) => ({
    phase,
    revision,
  }));
}

describe('whatever Flux does one after the other', () => {
  it('is one sync each, once, as long as it does the same', () => {
    const wrong: unknown[] = [];
    for (const steps of sequences(6)) {
      const object = new Reconciled();
      const kept = keptAfter(object, [commit, commit, ...steps]);
      if (JSON.stringify(kept) !== JSON.stringify(object.runs)) {
        wrong.push({ kept, runs: object.runs });
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is remembered in order, and not told anew when it is repeated', () => {
    for (const steps of sequences(4)) {
      const object = new Reconciled();
      for (const step of [commit, ...steps, again]) step(object);
      const syncs = kustomizationSyncs(object.look());
      expect(observedSyncSchema.array().safeParse(syncs).success).toBe(true);
      const places = syncs.map(({ revisions }) =>
        object.runs.findIndex(({ revision }) => revision === revisions[0]),
      );
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(places.at(-1)).toBe(object.runs.length - 1);
      expect(syncs.at(-1)?.repeats).toBeUndefined();

      const [{ metadata }] = object.history;
      again(object);
      Object.assign(object.history[0], { metadata });
      expect(kustomizationSyncs(object.look())).toEqual(syncs);
    }
  });
});
