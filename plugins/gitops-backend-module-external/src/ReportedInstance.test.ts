import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Observation } from '@backstage-gitops/plugin-gitops-node';
import { Knex } from 'knex';
import { stack } from './__testUtils__/reports';
import { News } from './News';
import { ReportedInstance } from './ReportedInstance';
import { reportSchema } from './report/report';
import { migrations } from './store/migrate';
import { saveReport } from './store/saveReport';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** What an observation is about. */
function about(observation: Observation | void): unknown {
  switch (observation?.type) {
    case 'snapshot':
      return observation.applications.map(({ name }) => name);
    case 'changed':
      return observation.application.name;
    default:
      return observation?.type;
  }
}

describe.each(databases.eachSupportedId())('ReportedInstance on %p', id => {
  let db: Knex;
  let instance: ReportedInstance;
  const news = new News();
  const stop = new AbortController();

  beforeEach(async () => {
    db = await databases.init(id);
    await db.migrate.latest(migrations);
    instance = new ReportedInstance({
      db,
      news,
      logger: mockServices.logger.mock(),
      instance: {
        name: 'terraform',
        subjects: [],
        expectEverySeconds: 3600,
      },
    });
  });

  afterAll(() => stop.abort());

  async function save(applications: object[], more: object = {}) {
    const body = { instance: 'terraform', applications, ...more };
    const at = new Date().toISOString();
    await saveReport(db, reportSchema.parse(body), at);
    return at;
  }

  const observe = () => instance.observe({ signal: stop.signal });

  it('tells what reached another replica, with the time at which it came', async () => {
    await save([stack('a'), stack('b')]);
    const stream = observe();
    expect(about((await stream.next()).value)).toEqual(['a', 'b']);
    const at = await save([stack('b')]);
    // Nothing is told in this process.
    const { value } = await stream.next();
    expect(about(value)).toBe('b');
    expect(value).toMatchObject({ at });
    expect(about((await stream.next()).value)).toBe('alive');
  });

  it('lists anew when something is gone', async () => {
    await save([stack('a'), stack('b')]);
    const stream = observe();
    await stream.next();
    await save([], { removed: [{ kind: 'Stack', name: 'a' }] });
    news.tell();
    expect(about((await stream.next()).value)).toEqual(['b']);
  });

  it('is alive by a report that says nothing', async () => {
    await save([stack('a')]);
    const stream = observe();
    await stream.next();
    const at = await save([]);
    news.tell();
    expect((await stream.next()).value).toEqual({ type: 'alive', at });
  });

  it('says that nothing was ever reported, and then waits for it', async () => {
    await expect(observe().next()).rejects.toThrow('Nothing was ever reported');
    const next = observe().next();
    await save([stack('a')]);
    news.tell();
    expect(about((await next).value)).toEqual(['a']);
  });

  it('tells nobody what a database says', async () => {
    await db.migrate.down(migrations);
    await expect(observe().next()).rejects.toThrow(
      /^What was reported cannot be read; the log of the backend says why\.$/,
    );
  });
});
