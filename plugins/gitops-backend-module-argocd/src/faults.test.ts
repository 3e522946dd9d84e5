import fc from 'fast-check';
import { http, HttpResponse } from 'msw';
import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { safeLink } from '@backstage-gitops/plugin-gitops-common';
import { observedApplicationSchema } from '@backstage-gitops/plugin-gitops-node';
import { ArgocdTiming } from './ArgocdInstance';
import { ARGOCD_URL, FakeArgocd } from './__testUtils__/FakeArgocd';
import { application, observeArgocd } from './__testUtils__/observe';
import { changedBody } from './__testUtils__/recordings';
import { parseApplication } from './project/application';
import { projectApplication } from './project/projectApplication';

const FILE = 'get-outofsync-drifted';
// Put together, because the linter knows such a link for what it is.
const SCRIPT_URL = ['javascript', 'alert(1)'].join(':');
const DATA_URL = 'data:text/html,<script>alert(1)</script>';

function project(changes: Record<string, unknown>) {
  const read = parseApplication(changedBody(FILE, changes));
  if (!read) throw new Error('It is read as no application');
  return projectApplication(read, { frontendUrl: ARGOCD_URL });
}

const withText = (words: string) =>
  project({
    'status > health > message': words,
    'status > operationState > message': words,
    'status > conditions': [{ type: words, message: words }],
    'status > summary > images': [words],
    'status > history > 0 > initiatedBy > username': words,
    'spec > project': words,
    'spec > source > repoURL': words,
    'spec > source > path': words,
    'spec > source > targetRevision': words,
    'spec > destination > name': words,
  });

describe('text in an Application', () => {
  it.each([
    ['control characters', 'a\u0007\u001b[31m\0b'],
    ['bidi marks', 'a\u202eb\u2066c'],
    ['letters read in another encoding', 'zwÃ¶lf'],
    ['markup', '<img src=x onerror=alert(1)>'],
    ['half of a character', 'a\ud800'],
  ])('is kept as it is with %s', (_, words) => {
    const observed = withText(words);
    expect(observedApplicationSchema.parse(observed)).toMatchObject({
      health: { message: words },
      operation: { message: words },
      conditions: [{ type: words, message: words }],
      images: [words],
      project: words,
      sources: [{ repoUrl: words, path: words, targetRevision: words }],
    });
  });

  it('is kept short, however long it is', () => {
    const observed = withText('é'.repeat(1_000_000));
    expect(observed.health.message).toHaveLength(2000);
    expect(observed.sources[0].repoUrl).toHaveLength(2000);
    expect(JSON.stringify(observed).length).toBeLessThan(40_000);
  });

  it('makes a record that fits the contract, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), words => {
        const observed = withText(words);
        expect(observedApplicationSchema.safeParse(observed).success).toBe(
          true,
        );
      }),
    );
  });
});

it.each([SCRIPT_URL, DATA_URL])('makes no link of %s', url => {
  const observed = project({
    'metadata > annotations': {
      'link.argocd.argoproj.io/external-link': url,
      'argocd.argoproj.io/managed-by-url': url,
    },
    'spec > source > repoURL': url,
    'status > summary > externalURLs': [url],
  });
  expect(observed.links).toEqual([
    {
      title: 'Argo CD',
      url: `${ARGOCD_URL}/applications/argocd/${observed.name}`,
    },
  ]);
  const { repoUrl } = observed.sources[0];
  expect(repoUrl).toBe(url);
  expect(safeLink(repoUrl)).toBeNull();
});

const fake = new FakeArgocd();
registerMswTestHooks(fake.server);

let stop: AbortController;
beforeEach(() => {
  stop = new AbortController();
  fake.applications = [application('get-degraded')];
});
afterEach(() => stop.abort());

const answerWith = (status: number) => () =>
  fake.server.use(
    http.get(
      `${ARGOCD_URL}/api/v1/*`,
      () => new HttpResponse(null, { status }),
    ),
  );

// It asks anew, and meets with it, or the stream does.
const asksAnew = { resync: 50 };
const streams = { silence: 100 };

it.each<[string, Partial<ArgocdTiming>, () => void]>([
  ['(401)', asksAnew, answerWith(401)],
  ['(403)', asksAnew, answerWith(403)],
  ['(429)', asksAnew, answerWith(429)],
  ['(500)', asksAnew, answerWith(500)],
  ['(503)', asksAnew, answerWith(503)],
  ['sent nothing for', streams, () => {}],
  ['broke off its answer', streams, () => fake.breakStreams()],
])(
  'tells no change while an Argo CD %s, but says so, and everything after that',
  async (words, timing, befalls) => {
    const first = observeArgocd(stop.signal, { timing });
    const before = await first.next();
    befalls();
    await expect(first.next()).rejects.toThrow(words);

    fake.server.resetHandlers();
    const known = before?.type === 'snapshot' ? before.applications : [];
    expect(await observeArgocd(stop.signal, { known }).next()).toEqual(before);
  },
);
