import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import {
  everything,
  report,
  send,
  SHA,
  stack,
  terraform,
} from '../__testUtils__/reports';
import { startPortal } from '../__testUtils__/startPortal';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** The paths of all texts, numbers and booleans in it. */
function leaves(value: unknown, path: string[] = []): string[][] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, part]) =>
        leaves(part, [...path, key]),
      )
    : [path];
}

/** What stands at such a path. */
function at(value: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (part, key) => new Map(Object.entries(part ?? {})).get(key),
    value,
  );
}

/** A copy in which something else stands where there was one of them. */
function spoilt(
  value: unknown,
  [key, ...rest]: string[],
  wrong: unknown = { not: 'this' },
): unknown {
  if (key === undefined) return wrong;
  const copy: unknown[] | Record<string, unknown> = JSON.parse(
    JSON.stringify(value),
  );
  return Array.isArray(copy)
    ? copy.map((part, index) =>
        String(index) === key ? spoilt(part, rest, wrong) : part,
      )
    : { ...copy, [key]: spoilt(copy[key], rest, wrong) };
}

describe('a report with something wrong in it', () => {
  let knex: Knex;
  let portal: Awaited<ReturnType<typeof startPortal>>;

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    portal = await startPortal({ knex });
    await report(portal.server, [stack('before')]);
  });

  /** What is said of it, and what is kept after it. */
  async function answerTo(body: object | string) {
    const { status, body: answer } = await send(portal.server, body);
    const kept = await knex('external_applications').pluck('name');
    const reports = await knex('external_instances').pluck('version');
    return { status, message: answer.error?.message, kept, reports };
  }

  /** What is refused changes nothing of what was reported before. */
  const refusal = (status: number, words: string) => ({
    status,
    message: expect.stringContaining(words),
    kept: ['before'],
    reports: [1],
  });

  it('names the field, whichever it is', async () => {
    const paths = leaves(everything);
    expect(paths.length).toBeGreaterThan(40);
    for (const path of paths) {
      const answer = await answerTo(terraform(spoilt(everything, path)));
      expect(answer).toEqual(
        refusal(400, `applications.0.${path.join('.')}: `),
      );
    }
  });

  it.each([
    [
      'a field that nobody knows',
      { deployedRevision: SHA },
      'Unrecognized key',
    ],
    ['name', { name: '' }, 'applications.0.name: must be 1 to 253'],
    ['name', { name: 'a'.repeat(254) }, 'applications.0.name'],
    ['name', { name: 'a\u202eb' }, 'applications.0.name'],
    ['kind', { kind: 'a b' }, 'applications.0.kind'],
    ['ref', { entityRefs: ['a,b'] }, 'applications.0.entityRefs.0'],
    ['ref', { entityRefs: ['x:y:z'] }, 'applications.0.entityRefs.0'],
    ['label', { labels: { 'a b': 'c' } }, 'applications.0.labels'],
    [
      'link',
      { links: [{ title: 'x', url: 'data:text/html,x' }] },
      'applications.0.links.0.url: must be an http or https URL',
    ],
    [
      'link with a password',
      { links: [{ title: 'x', url: 'https://a:b@example.com' }] },
      'applications.0.links.0.url',
    ],
    ['NUL', { project: 'a\0b' }, 'applications.0.project: may not contain NUL'],
    [
      'status',
      { sync: { status: 'Fine', byRevisionOnly: false } },
      'applications.0.sync.status',
    ],
    [
      'what was compared',
      { sync: { status: 'Synced' } },
      'applications.0.sync.byRevisionOnly',
    ],
    [
      'a reason without need',
      { sync: { status: 'Synced', byRevisionOnly: false, message: 'why' } },
      'applications.0.sync.message: ',
    ],
    [
      'revisions of no source',
      {
        sync: {
          status: 'Synced',
          byRevisionOnly: false,
          desiredRevisions: [SHA],
        },
      },
      'applications.0.sync.desiredRevisions: must have one for each of the 0',
    ],
    [
      'a short SHA',
      {
        sources: [{ type: 'git', repoUrl: 'https://git.example.com/a' }],
        sync: {
          status: 'Synced',
          byRevisionOnly: false,
          deployedRevisions: ['c0ffee'],
        },
      },
      'applications.0.sync.deployedRevisions.0: must be a whole commit SHA',
    ],
    [
      'drift of what is in agreement',
      { drift: { fields: [], total: 1 } },
      'applications.0.drift: cannot be there',
    ],
    [
      'fewer than there are',
      {
        sync: { status: 'OutOfSync', byRevisionOnly: false },
        drift: { ...everything.drift, total: 0 },
      },
      'applications.0.drift.total',
    ],
    [
      'a secret',
      {
        sync: { status: 'OutOfSync', byRevisionOnly: false },
        drift: {
          fields: [
            {
              resource: { kind: 'Secret', name: 'db' },
              change: 'changed',
              live: 'canary',
            },
          ],
        },
      },
      'applications.0.drift.fields.0: must not have the values of a Secret',
    ],
    [
      'a run told twice',
      { syncs: [everything.syncs[0], everything.syncs[0]] },
      'applications.0.syncs: must each have a key',
    ],
    [
      'a run that failed and came to run',
      { syncs: [{ ...everything.syncs[0], phase: 'Failed', deployed: true }] },
      'applications.0.syncs.0.deployed: ',
    ],
    [
      'a run that ended before it began',
      {
        syncs: [{ ...everything.syncs[0], finishedAt: '2026-11-20T09:59:59Z' }],
      },
      'applications.0.syncs.0.finishedAt: must not be before startedAt',
    ],
    [
      'a time of no zone',
      { health: { status: 'Healthy', since: '2026-11-20 10:00' } },
      'applications.0.health.since',
    ],
    [
      'an endless message',
      { health: { status: 'Healthy', message: 'a'.repeat(10_001) } },
      'applications.0.health.message',
    ],
  ])('says so of %s', async (_, wrong, words) => {
    expect(await answerTo(terraform(stack('after', wrong)))).toEqual(
      refusal(400, words),
    );
  });

  it('says so of each time that has not come yet', async () => {
    const times = leaves(everything).filter(path =>
      /^\d{4}-\d\d-\d\dT.*Z$/.test(String(at(everything, path))),
    );
    expect(times.map(path => path.at(-1)).sort()).toEqual([
      ...['appliedAt', 'at', 'finishedAt', 'since', 'since', 'since'],
      'startedAt',
    ]);
    for (const path of times) {
      const wrong = spoilt(everything, path, '9999-12-31T23:59:59Z');
      expect(await answerTo(terraform(wrong))).toEqual(
        refusal(
          400,
          `applications.0.${path.join('.')}: 9999-12-31T23:59:59Z has not come`,
        ),
      );
    }
  });

  it('says so of each list that has too much in it', async () => {
    const lists = [
      ...['entityRefs', 'sources', 'sync.desiredRevisions'],
      ...['sync.deployedRevisions', 'drift.fields', 'syncs'],
      ...['syncs.0.revisions', 'conditions', 'links'],
    ];
    const found = new Set(
      leaves(everything).flatMap(path => {
        const last = path.findLastIndex(key => /^\d+$/.test(key));
        return last < 0 ? [] : [path.slice(0, last).join('.')];
      }),
    );
    expect([...found].sort()).toEqual(lists.sort());
    for (const list of lists) {
      const path = list.split('.');
      const some = at(everything, path);
      const many = Array.from({ length: 60 }, () =>
        Array.isArray(some) ? some[0] : some,
      );
      expect(await answerTo(terraform(spoilt(everything, path, many)))).toEqual(
        refusal(400, `applications.0.${list}: Too big`),
      );
    }
    const labels = Array.from({ length: 51 }, (_, n) => [`l${n}`, 'x']);
    expect(
      await answerTo(
        terraform(stack('after', { labels: Object.fromEntries(labels) })),
      ),
    ).toEqual(refusal(400, 'applications.0.labels: at most 50 labels'));
  });

  const after = stack('after');

  it.each<[number, string, object | string]>([
    [400, 'applications.1: Stack after', terraform(after, after)],
    [
      400,
      'removed.0: Stack after',
      { ...terraform(after), removed: [{ kind: 'Stack', name: 'after' }] },
    ],
    [
      400,
      'removed: has no meaning',
      {
        ...terraform(after),
        complete: true,
        removed: [{ kind: 'Stack', name: 'before' }],
      },
    ],
    [400, 'applications: ', { instance: 'terraform' }],
    [400, 'instance: ', { applications: [] }],
    [
      400,
      'applications: ',
      terraform(...Array.from({ length: 1001 }, () => after)),
    ],
    [400, 'JSON', '{"instance":'],
    [413, 'too large', terraform({ name: 'a'.repeat(2 ** 21) })],
  ])('says so of the report itself: %d %s', async (status, words, body) => {
    expect(await answerTo(body)).toEqual(refusal(status, words));
  });
});
