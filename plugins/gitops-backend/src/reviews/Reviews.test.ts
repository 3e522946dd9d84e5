import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { Knex } from 'knex';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import {
  bind,
  indexAnew,
  indexHistory,
  land,
} from './__testUtils__/indexedHistory';
import { APP, PUSHED, TestReviews } from './__testUtils__/TestReviews';
import { readReviews } from './store/readReviews';

const databases = testDatabases();

describe.each(databases.eachSupportedId())('reviews on %p', databaseId => {
  let db: Knex;
  let tested: TestReviews;

  beforeEach(async () => {
    db = await migratedDatabase(databases, databaseId);
    tested = await TestReviews.of(db);
  });
  afterEach(() => tested.close());

  it('asks about the commits of bound applications, and tells of the answers', async () => {
    const { ids, shas } = await tested.fleet(['a', 'b', 'c']);
    await tested.fleet(['x'], 'unbound', 'other');
    await bind(db, APP);
    tested.start();

    await eventually(async () =>
      expect([...(await readReviews(db, ids)).values()]).toEqual([
        PUSHED,
        PUSHED,
        PUSHED,
      ]),
    );
    expect([...tested.gitea.asked].sort()).toEqual([...shas].sort());
    await eventually(async () => expect(tested.news).toContain(APP));
  });

  it('asks about an application once it is bound, and about what is new', async () => {
    const { ids } = await tested.fleet(['a']);
    const reviews = tested.start();
    await bind(db, APP);
    reviews.applicationsChanged([APP]);

    await eventually(async () =>
      expect((await readReviews(db, ids)).get(ids[0])).toEqual(PUSHED),
    );
  });

  it('asks once, however many replicas there are', async () => {
    const words = Array.from({ length: 70 }, (_, n) => `commit ${n}`);
    const { ids, shas } = await tested.fleet(words);
    await bind(db, APP);
    tested.start();
    tested.start();

    await eventually(async () =>
      expect((await readReviews(db, ids)).size).toBe(words.length),
    );
    expect([...tested.gitea.asked].sort()).toEqual([...shas].sort());
  });

  it('keeps what was said when the index is built anew', async () => {
    const words = ['a', 'b'];
    const history = await tested.fleet(words);
    await bind(db, APP);
    tested.start();
    await eventually(async () =>
      expect((await readReviews(db, history.ids)).size).toBe(2),
    );
    await tested.stop();

    const ids = await indexAnew(db, history, words);

    expect((await readReviews(db, history.ids)).size).toBe(0);
    expect((await readReviews(db, ids)).size).toBe(2);
  });

  it.each([
    ['https://git.example.com/acme/fleet.git', 'no integration for git.ex'],
    ['ssh://git@git.example.com/acme/fleet.git', 'not read over https'],
    ['https://gerrit.example.com/fleet', 'host of the kind "gerrit"'],
  ])('says why nobody can be asked: %s', async (url, reason) => {
    const { ids } = await indexHistory(db, {
      url,
      applicationId: APP,
      words: ['a'],
    });
    await bind(db, APP);
    tested.start();

    await eventually(async () =>
      expect((await readReviews(db, ids)).get(ids[0])?.review).toEqual({
        state: 'unknown',
        reason: expect.stringContaining(reason),
      }),
    );
  });

  it('says of a commit that the host does not know that it did not tell', async () => {
    const { ids, shas } = await tested.fleet(['a', 'b']);
    await bind(db, APP);
    tested.gitea.refuse({ status: 404, of: shas[0] });
    tested.start();

    await eventually(async () => {
      const reviews = await readReviews(db, ids);
      expect(ids.map(id => reviews.get(id)?.review)).toEqual([
        { state: 'unknown', reason: expect.stringContaining('did not tell') },
        { state: 'none' },
      ]);
    });
  });

  it('asks again about a commit that has come to the default branch since', async () => {
    const { ids, shas } = await tested.fleet(['a', 'branch b']);
    await bind(db, APP);
    const reviews = tested.start();
    const timesAsked = () =>
      tested.gitea.asked.filter(it => it === shas[1]).length;
    const isKnown = async () =>
      expect((await readReviews(db, ids)).get(ids[1])?.checks).toBe('passed');
    await eventually(isKnown);
    expect(timesAsked()).toBe(1);

    await land(db, ids[1], 1);
    reviews.applicationsChanged([APP]);
    await eventually(async () => expect(timesAsked()).toBe(2));

    await eventually(isKnown);
  });
});
