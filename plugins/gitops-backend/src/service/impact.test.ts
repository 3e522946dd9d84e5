import { impactSchema } from '@backstage-gitops/plugin-gitops-common';
import { migratedDatabase, testDatabases } from '../__testUtils__/databases';
import { startCommits } from '../__testUtils__/startCommits';

const databases = testDatabases();

describe('impact', () => {
  it('is that of paths, or of a pull request, on what may be seen', async () => {
    const { get, git, web, hidden } = await startCommits(
      await migratedDatabase(databases, 'SQLITE_3'),
    );
    git.touches = [
      { applicationId: hidden, via: [], inputs: ['a'], read: [] },
      { applicationId: web, via: ['../base'], inputs: ['base'], read: [] },
    ];
    const repository = 'https://git.example.com/org/deploy';
    const path = Array.from({ length: 100 }, (_, n) => `/a/./${n}/`);
    for (const query of [
      { repository, path },
      { repository, pull: 7 },
    ]) {
      const { body } = await get('/impact', query).expect(200);
      expect(impactSchema.parse(body)).toMatchObject({
        items: [{ applicationId: web, via: ['../base'] }],
        hidden: 1,
      });
    }
    git.touches.pop();
    const hiddenAlone = await get('/impact', { repository, pull: 7 });
    git.touches.pop();
    const unknown = await get('/impact', { repository, pull: 7 });
    expect(hiddenAlone.body).toEqual({ items: [], hidden: 0 });
    expect(unknown.body).toEqual(hiddenAlone.body);
    git.touchesAsked.splice(2);
    expect(git.touchesAsked).toEqual([
      { repository, paths: path.map((_, n) => `a/${n}`) },
      { repository, pull: 7 },
    ]);
    for (const query of [
      { repository },
      { repository, path: 'a', pull: 7 },
      { repository, path: '../a' },
      { repository, path: [...path, 'more'] },
      { repository, pull: 0 },
      { repository, path: 'a\0' },
      { path: 'a' },
    ]) {
      await get('/impact', query).expect(400);
    }
  });
});
