import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { catalogEntities } from './catalogEntities';

function entity(
  kind: string,
  name: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', annotations },
    spec: { type: 'service' },
  };
}

describe('catalogEntities', () => {
  it('has components, and what carries an annotation that an engine reads', async () => {
    const found = await catalogEntities({
      catalog: catalogServiceMock({
        entities: [
          entity('Component', 'plain'),
          entity('System', 'claiming', { 'example.com/app-name': 'a' }),
          entity('Resource', 'another', { 'other.example.com/id': 'b' }),
          entity('System', 'silent', { 'unread.example.com/id': 'c' }),
        ],
      }),
      auth: mockServices.auth(),
      engines: [
        { annotations: ['example.com/app-name'] },
        { annotations: ['example.com/app-name', 'other.example.com/id'] },
      ],
    });
    expect(found.map(({ metadata }) => metadata.name).sort()).toEqual([
      'another',
      'claiming',
      'plain',
    ]);
    expect(found.find(({ kind }) => kind === 'System')).toMatchObject({
      metadata: { annotations: { 'example.com/app-name': 'a' } },
    });
  });
});
