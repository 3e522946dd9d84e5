import {
  KUSTOMIZATION,
  demo,
  recordedWorld,
} from '../__fixtures__/recordedWorld';
import {
  fieldsIn,
  itemsIn,
  readRecording,
  steady,
} from '../__fixtures__/recordings';

const { served, growOld } = recordedWorld();

describe('watches are answered as recorded', () => {
  /** The recorded watch, but not for as long. */
  async function watched(name: string) {
    const { request, response } = readRecording(name);
    const path = request.path.replace(/timeoutSeconds=\d+/, 'timeoutSeconds=1');
    const { status, body } = await served().request(path, request);
    const lines = String(body).split('\n').filter(Boolean);
    return {
      status,
      events: lines.map(line => fieldsIn(steady(JSON.parse(line)))),
      recorded: itemsIn(steady(response.body)),
    };
  }

  it('from a version that is too old', async () => {
    growOld();
    const { status, events, recorded } = await watched(
      'watch-old-resource-version',
    );
    const inOurNumbers = (event: object) =>
      JSON.parse(JSON.stringify(event).replace(/\(\d+\)/, '(oldest)'));
    expect(status).toBe(200);
    expect(events.map(inOurNumbers)).toEqual(recorded.map(inOurNumbers));
  });

  it('with a bookmark at the end', async () => {
    const { events, recorded } = await watched('watch-bookmark-at-end');
    expect(events).toEqual(recorded);
  });

  it('with initial events', async () => {
    for (const name of ['w-a', 'w-b']) {
      served().cluster.create(
        {
          apiVersion: KUSTOMIZATION,
          kind: 'Kustomization',
          metadata: { name, namespace: 'fx-old' },
          spec: {
            interval: '1h',
            prune: false,
            suspend: true,
            sourceRef: { kind: 'GitRepository', name: 'demo' },
          },
        },
        { manager: 'unknown' },
      );
      served().cluster.edit(
        { ...demo, name },
        object => {
          object.metadata.finalizers = ['finalizers.fluxcd.io'];
        },
        {
          manager: 'gotk-kustomize-controller',
          at: new Date('2026-11-21T00:02:24Z'),
        },
      );
    }
    const { events, recorded } = await watched('watch-send-initial-events');
    expect(events.slice(0, 3)).toEqual(recorded.slice(0, 3));
  });
});
