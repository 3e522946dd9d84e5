import { recordedWorld } from '../__fixtures__/recordedWorld';
import { fieldsIn, itemsIn, readRecording } from '../__fixtures__/recordings';
import { asPowerless } from '../__fixtures__/serve';
import { at } from '../json';

const { served, replay, answersTo, applyWeb } = recordedWorld();

describe('what the server says of itself is as recorded', () => {
  it.each(['livez', 'discovery-kustomize-group'])('%s', async name => {
    const { ours, recorded } = await answersTo(name);
    expect(ours).toEqual(recorded);
  });

  it.each(['discovery-apps-v1', 'discovery-kustomize-v1', 'discovery-helm-v2'])(
    '%s, of the kinds that are there',
    async name => {
      const recording = readRecording(name);
      const { resources, ...list } = fieldsIn((await replay(recording)).body);
      const { resources: real, ...realList } = fieldsIn(
        recording.response.body,
      );
      expect(list).toEqual(realList);
      expect(real).toEqual(
        expect.arrayContaining(
          itemsIn(resources).map(resource => expect.objectContaining(resource)),
        ),
      );
    },
  );

  it('partial-object-metadata', async () => {
    applyWeb('ghcr.io/stefanprodan/podinfo:6.9.0');
    applyWeb('ghcr.io/stefanprodan/podinfo:6.9.1');
    const { ours, recorded } = await answersTo('partial-object-metadata');
    expect(ours).toEqual(recorded);
  });

  it.each([
    ['self-subject-access-review-allowed', {}],
    ['self-subject-access-review-denied', asPowerless],
  ])('%s', async (name, headers) => {
    const recording = readRecording(name);
    const { status, body } = await replay(recording, headers);
    const real = recording.response;
    expect(status).toBe(real.status);
    expect(at(body, 'spec')).toEqual(at(real.body, 'spec'));
    expect(at(body, 'status')).toEqual(at(real.body, 'status'));
  });

  it('self-subject-review', async () => {
    const recording = readRecording('self-subject-review');
    const { status, body } = await replay(recording, asPowerless);
    const info = fieldsIn(at(recording.response.body, 'status', 'userInfo'));
    expect(status).toBe(recording.response.status);
    expect(at(body, 'status', 'userInfo')).toEqual({
      username: info.username,
      groups: info.groups,
    });
  });

  it('serves aggregated discovery, and 304 for its ETag', async () => {
    const Accept =
      'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';
    const first = await served().request('/apis', { headers: { Accept } });
    expect(first.headers.get('content-type')).toBe(
      'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    );
    expect(first.body).toMatchObject({ kind: 'APIGroupDiscoveryList' });
    const etag = first.headers.get('etag') ?? '';
    const again = await served().request('/apis', {
      headers: { Accept, 'If-None-Match': etag },
    });
    expect(again.status).toBe(304);
  });
});
