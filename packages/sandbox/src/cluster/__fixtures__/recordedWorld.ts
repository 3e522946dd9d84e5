import { at } from '../json';
import {
  fieldsIn,
  itemsIn,
  readRecording,
  type Recording,
  steady,
} from './recordings';
import { serve, type Served } from './serve';

export const KUSTOMIZATION = 'kustomize.toolkit.fluxcd.io/v1';
export const demo = {
  apiVersion: KUSTOMIZATION,
  kind: 'Kustomization',
  namespace: 'fx-old',
  name: 'demo',
};

/** A fresh cluster per test, and what it takes to hold it against recordings. */
export function recordedWorld() {
  let served: Served;

  beforeEach(async () => {
    served = await serve();
  });
  afterEach(() => served.stop());

  async function replay({ request }: Recording, headers: object = {}) {
    const answer = await served.request(request.path, {
      method: request.method,
      body: request.body,
      // `fetch` names itself, the recorded client did not.
      headers: { 'User-Agent': '', ...request.headers, ...headers },
    });
    return {
      status: answer.status,
      contentType: answer.headers.get('content-type'),
      warning: answer.headers.get('warning') ?? undefined,
      body: steady(answer.body),
    };
  }

  function expected({ response }: Recording) {
    return {
      status: response.status,
      contentType: response.headers['content-type'],
      warning: response.headers.warning,
      body: steady(response.body),
    };
  }

  /** Ours and theirs. */
  async function answersTo(name: string) {
    const recording = readRecording(name);
    return { ours: await replay(recording), recorded: expected(recording) };
  }

  async function expectAsRecorded(name: string) {
    const { ours, recorded } = await answersTo(name);
    expect(ours).toEqual(recorded);
  }

  /** What kustomize-controller did between the recorded requests. */
  const controller = {
    addsFinalizer() {
      served.cluster.edit(
        demo,
        object => {
          object.metadata.finalizers = ['finalizers.fluxcd.io'];
        },
        { manager: 'gotk-kustomize-controller' },
      );
    },
    handlesRequest() {
      served.cluster.edit(
        demo,
        object => {
          object.status = {
            observedGeneration: -1,
            lastHandledReconcileAt: '2026-11-21T00:00:00Z',
          };
        },
        { manager: 'gotk-kustomize-controller', subresource: 'status' },
      );
    },
  };

  async function createDemo() {
    await expectAsRecorded('create-201');
    controller.addsFinalizer();
  }

  async function demoWithOwners() {
    await createDemo();
    await expectAsRecorded('patch-merge-200');
    await expectAsRecorded('patch-merge-annotation-200');
    controller.handlesRequest();
  }

  function applyWeb(image: string) {
    const { body } = readRecording('deployment-with-managed-fields').response;
    const spec = fieldsIn(at(body, 'spec'));
    const [container] = itemsIn(at(spec, 'template', 'spec', 'containers'));
    const { name, ports, env, resources } = container;
    return served.cluster.apply(
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: {
          name: 'web',
          namespace: 'fx-shop',
          labels: {
            'app.kubernetes.io/name': 'web',
            'kustomize.toolkit.fluxcd.io/name': 'shop',
            'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
          },
        },
        spec: {
          minReadySeconds: spec.minReadySeconds,
          replicas: spec.replicas,
          revisionHistoryLimit: spec.revisionHistoryLimit,
          selector: spec.selector,
          strategy: {},
          template: {
            metadata: at(spec, 'template', 'metadata'),
            spec: { containers: [{ name, image, ports, env, resources }] },
          },
        },
      },
      {
        manager: 'kustomize-controller',
        at: new Date('2026-11-20T23:57:23Z'),
      },
    );
  }

  /** Makes the revisions of the recordings ones of a distant past. */
  function growOld() {
    for (
      let i = served.cluster.list({
        apiVersion: 'v1',
        kind: 'ConfigMap',
      }).length;
      i < 900;
      i += 1
    ) {
      served.cluster.edit(
        { apiVersion: 'v1', kind: 'Namespace', name: 'fx-old' },
        object => {
          object.metadata.annotations = { touched: String(i) };
        },
        { manager: 'kubectl' },
      );
    }
    served.compact();
  }

  return {
    /** Only inside of a test. */
    served: () => served,
    replay,
    expected,
    answersTo,
    expectAsRecorded,
    createDemo,
    demoWithOwners,
    applyWeb,
    growOld,
  };
}
