import { createCluster } from '../createCluster';
import type { KubeObject } from '../types';

const now = new Date('2026-01-02T03:04:05Z');
export const past = new Date('2026-01-01T00:00:00Z');

export function world() {
  return createCluster({
    name: 'test',
    clock: () => now,
    namespaces: ['shop'],
  }).cluster;
}

export function deployment(image: string, more: Record<string, unknown> = {}) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: {
          containers: [
            {
              name: 'app',
              image,
              env: [{ name: 'LOG_LEVEL', value: 'info' }],
              ports: [{ containerPort: 9898 }],
            },
          ],
        },
      },
      ...more,
    },
  };
}

export const web = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'web',
};

export function entry(object: KubeObject | undefined, manager: string) {
  return object?.metadata.managedFields?.find(
    field => field.manager === manager,
  );
}
