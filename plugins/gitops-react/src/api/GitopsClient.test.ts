import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { registerMswTestHooks } from '@backstage/test-utils';
import { anAnswer, anApplication } from '../testUtils';
import { GitopsClient } from './GitopsClient';

const server = setupServer();
const client = new GitopsClient({
  discoveryApi: { getBaseUrl: async () => 'http://localhost/api/gitops' },
  fetchApi: { fetch: (input, init) => fetch(input, init) },
});

describe('GitopsClient', () => {
  registerMswTestHooks(server);

  it('reads the applications of an entity', async () => {
    const answer = anAnswer([anApplication()]);
    server.use(
      http.get(
        'http://localhost/api/gitops/entities/component/default/checkout/applications',
        () => HttpResponse.json(answer),
      ),
    );
    await expect(
      client.entityApplications('component:default/checkout'),
    ).resolves.toEqual(answer);
  });

  it('asks for one page of commits', async () => {
    let search = '';
    server.use(
      http.get('*/commits', ({ request }) => {
        search = new URL(request.url).search;
        return HttpResponse.json({ items: [], repositories: [] });
      }),
    );
    await client.entityCommits('component:default/checkout', {
      limit: 20,
      cursor: 'a b',
    });
    expect(search).toBe('?limit=20&cursor=a+b');
  });

  it('asks for what several paths touch', async () => {
    let search = '';
    server.use(
      http.get('*/impact', ({ request }) => {
        search = new URL(request.url).search;
        return HttpResponse.json({ items: [], hidden: 3 });
      }),
    );
    await expect(
      client.impact({
        repository: 'https://git.example.com/a.git',
        path: ['one', 'two'],
      }),
    ).resolves.toEqual({ items: [], hidden: 3 });
    expect(search).toBe(
      '?repository=https%3A%2F%2Fgit.example.com%2Fa.git&path=one&path=two',
    );
  });

  it('asks for a commit whatever its repository is called', async () => {
    let path = '';
    server.use(
      http.get('*/diff', ({ request }) => {
        path = new URL(request.url).pathname;
        return HttpResponse.json({ message: 'm', files: [], otherFiles: 0 });
      }),
    );
    await client.commitDiff('a/b', 'abc');
    expect(path).toBe('/api/gitops/commits/a%2Fb/abc/diff');
  });

  it('refuses an answer that is not of the contract', async () => {
    server.use(
      http.get('*/applications', () => HttpResponse.json({ items: [{}] })),
    );
    await expect(
      client.entityApplications('component:default/checkout'),
    ).rejects.toThrow(/gave an answer that cannot be read/);
  });

  it('says in words that nothing answers', async () => {
    server.use(http.get('*/applications', () => HttpResponse.error()));
    await expect(
      client.entityApplications('component:default/checkout'),
    ).rejects.toThrow('The backend of the portal cannot be reached.');
  });

  it('gives the status of a refusal', async () => {
    server.use(
      http.get('*/applications', () => new HttpResponse('', { status: 403 })),
    );
    await expect(
      client.entityApplications('component:default/checkout'),
    ).rejects.toMatchObject({ statusCode: 403 });
  });
});
