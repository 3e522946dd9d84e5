import { serve, type Served, TOKEN } from '../__fixtures__/serve';

const SECRETS = '/api/v1/secrets';
const CANARY = 'canary';

let served: Served;

beforeEach(async () => {
  served = await serve();
});
afterEach(() => served.stop());

function putSecret(value: string) {
  served.cluster.apply(
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'login', namespace: 'default' },
      data: { password: Buffer.from(value).toString('base64') },
    },
    { manager: 'kustomize-controller' },
  );
}

const partial = (kind: string) => ({
  Authorization: `Bearer ${TOKEN}`,
  Accept: `application/json;as=${kind};v=v1;g=meta.k8s.io`,
});
const metadataOnly = {
  apiVersion: 'meta.k8s.io/v1',
  kind: 'PartialObjectMetadata',
  metadata: expect.objectContaining({
    name: 'login',
    managedFields: [
      expect.objectContaining({
        manager: 'kustomize-controller',
        fieldsV1: { 'f:data': { 'f:password': {} } },
      }),
    ],
  }),
};

describe('Secrets of which only the metadata is asked for', () => {
  it('are listed without their values', async () => {
    putSecret(CANARY);
    const headers = partial('PartialObjectMetadataList');
    const { body } = await served.request(SECRETS, { headers });
    expect(body).toMatchObject({ kind: 'PartialObjectMetadataList' });
    expect(Object(body).items).toEqual([metadataOnly]);
  });

  it('are watched without their values', async () => {
    const response = await fetch(`${served.url}${SECRETS}?watch=1`, {
      headers: partial('PartialObjectMetadata'),
    });
    putSecret(CANARY);
    const chunk = await response.body?.getReader().read();
    const event = JSON.parse(new TextDecoder().decode(chunk?.value));
    expect(event).toEqual({ type: 'ADDED', object: metadataOnly });
  });

  it('are read one by one without their values', async () => {
    putSecret(CANARY);
    const { body } = await served.request(
      '/api/v1/namespaces/default/secrets/login',
      { headers: partial('PartialObjectMetadata') },
    );
    expect(body).toEqual(metadataOnly);
  });
});
