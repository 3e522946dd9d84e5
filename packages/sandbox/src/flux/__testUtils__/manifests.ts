/** A file of manifests; JSON is YAML. */
export function manifests(...objects: object[]): string {
  return objects.map(object => JSON.stringify(object)).join('\n---\n');
}

export function configMap(
  namespace: string,
  name: string,
  data: Record<string, string>,
) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace },
    data,
  };
}

/** The Deployment of the drift recordings, by default with what was applied there. */
export function deployment(
  namespace: string,
  name: string,
  { replicas = 2, tag = '6.9.0' }: { replicas?: unknown; tag?: string } = {},
) {
  const labels = { 'app.kubernetes.io/name': name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: {
      replicas,
      revisionHistoryLimit: 3,
      selector: { matchLabels: labels },
      strategy: {},
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'app',
              image: `ghcr.io/stefanprodan/podinfo:${tag}`,
              ports: [{ name: 'http', containerPort: 9898, protocol: 'TCP' }],
              env: [{ name: 'LOG_LEVEL', value: 'info' }],
              resources: { requests: { cpu: '50m', memory: '64Mi' } },
            },
          ],
        },
      },
    },
  };
}

/** The six objects of the recorded Kustomization `shop`. */
export function shop(version: {
  mode: string;
  tag: string;
  replicas?: unknown;
}): Record<string, string> {
  const namespace = 'fx-shop';
  return {
    'apps/shop/kustomization.yaml': 'resources:\n  - all.yaml\n',
    'apps/shop/all.yaml': manifests(
      deployment(namespace, 'worker', { replicas: version.replicas }),
      deployment(namespace, 'web', { tag: version.tag }),
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web', namespace },
        spec: {
          selector: { 'app.kubernetes.io/name': 'web' },
          ports: [{ name: 'http', port: 80, targetPort: 9898 }],
        },
      },
      configMap(namespace, 'shop-config', { MODE: version.mode }),
      configMap(namespace, 'shop-legacy', { OLD: 'yes' }),
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'shop', namespace },
      },
    ),
  };
}
