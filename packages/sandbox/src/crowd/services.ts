import { stringify } from 'yaml';

/** Where everything that a crowd deploys lies. */
export const CROWD_NAMESPACE = 'crowd';

/** `service-0001`; the n-th application of each engine is called so. */
export function serviceName(n: number): string {
  return `service-${String(n).padStart(4, '0')}`;
}

export function serviceNames(count: number): string[] {
  return Array.from({ length: count }, (_, n) => serviceName(n + 1));
}

export function servicePath(name: string): string {
  return `services/${name}`;
}

/** Labels by which entities and environments find an application. */
export function serviceLabels(name: string, engine: string) {
  return {
    'app.kubernetes.io/name': name,
    'backstage.io/kubernetes-id': name,
    env: Number(/\d+$/.exec(engine)?.[0]) % 2 ? 'production' : 'staging',
  };
}

/** The manifests of one service: path to content. */
export function serviceFiles(
  name: string,
  version: string,
): Record<string, string> {
  const metadata = { name, namespace: CROWD_NAMESPACE };
  const labels = { 'app.kubernetes.io/name': name };
  const objects = {
    'deployment.yaml': {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { ...metadata, labels },
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              { name, image: `registry.example.com/${name}:${version}` },
            ],
          },
        },
      },
    },
    'service.yaml': {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
    },
    'config.yaml': {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
      data: { LOG_LEVEL: 'info' },
    },
  };
  return Object.fromEntries(
    Object.entries(objects).map(([file, object]) => [
      `${servicePath(name)}/${file}`,
      stringify(object),
    ]),
  );
}
