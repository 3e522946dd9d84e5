import { ObservedSync } from '@backstage-gitops/plugin-gitops-node';
import fc from 'fast-check';
import { Knex } from 'knex';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { observedApplication } from '../__testUtils__/observedApplication';
import { store } from '../__testUtils__/stored';
import { removeApplications } from '../store/removeApplications';
import { SyncRow } from './rows';

const databases = testDatabases();

/** An engine that remembers two successes and what it did last, as Argo CD does. */
class ForgetfulEngine {
  uid = 1;
  #begun = 0;
  #successes: ObservedSync[] = [];
  #last: ObservedSync | undefined;

  begin(): void {
    if (this.#last?.phase === 'Running') return;
    const key = `o${++this.#begun}`;
    this.#last = { key, phase: 'Running', deployed: false, revisions: [] };
  }

  succeed(): void {
    if (this.#last?.phase !== 'Running') return;
    const { key } = this.#last;
    this.#last = {
      ...this.#last,
      key: `h${key.slice(1)}`,
      formerKey: key,
      phase: 'Succeeded',
      deployed: true,
    };
    this.#successes = [...this.#successes, this.#last].slice(-2);
  }

  fail(): void {
    if (this.#last?.phase === 'Running') {
      this.#last = { ...this.#last, phase: 'Failed' };
    }
  }

  recreate(): void {
    this.uid++;
    this.#begun = 0;
    this.#successes = [];
    this.#last = undefined;
  }

  /** What a look at it gives. */
  remembered(): ObservedSync[] {
    const last = this.#last;
    const isSuccess = this.#successes.some(({ key }) => key === last?.key);
    return last && !isSuccess ? [...this.#successes, last] : this.#successes;
  }
}

const steps = fc.array(
  fc.constantFrom('begin', 'succeed', 'fail', 'recreate', 'look', 'lose'),
  { maxLength: 40, size: 'max' },
);

/** Looks at the same application in several engines' lives, and what should be kept of it. */
async function live(db: Knex, actions: string[]): Promise<string[]> {
  const engine = new ForgetfulEngine();
  const expected = new Map<string, string>();
  let running: string | undefined;
  let id: string | undefined;
  const look = async () => {
    const syncs = engine.remembered();
    // Something beside the syncs changes with every look.
    const labels = { look: String(Math.random()) };
    const uid = `uid-${engine.uid}`;
    id = await store(db, observedApplication({ uid, labels, syncs }));
    const identity = (key: string) => `${uid} ${key.slice(1)}`;
    const present = syncs.map(({ key }) => identity(key));
    if (running && !present.includes(running)) expected.set(running, 'Unknown');
    running = undefined;
    for (const { key, phase } of syncs) {
      expected.set(identity(key), phase);
      if (phase === 'Running') running = identity(key);
    }
  };
  /** For a while the engine does not tell of it, as after it lost its database. */
  const lose = async () => {
    if (id) await removeApplications(db, [id]);
    if (running) expected.set(running, 'Unknown');
    running = undefined;
  };
  for (const action of [...actions, 'look']) {
    if (action === 'begin') engine.begin();
    if (action === 'succeed') engine.succeed();
    if (action === 'fail') engine.fail();
    if (action === 'recreate') engine.recreate();
    if (action === 'look') await look();
    if (action === 'lose') await lose();
  }
  return [...expected].map(([of, phase]) => `${of} ${phase}`).sort();
}

describe.each(databases.eachSupportedId())('syncs on %p', databaseId => {
  it('are kept once each, as last known, whatever the engine forgets', async () => {
    const db = await migratedDatabase(databases, databaseId);
    await fc.assert(
      fc.asyncProperty(steps, async actions => {
        await db('applications').delete();
        await db('syncs').delete();
        const expected = await live(db, actions);
        const rows: SyncRow[] = await db('syncs');
        const kept = rows.map(
          ({ uid, key, phase }) => `${uid} ${key.slice(1)} ${phase}`,
        );
        expect(kept.sort()).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });
});
