import { KubeObject } from '../../../cluster/types';
import { Chart } from '../charts';

const VERSIONS = ['1.0.0', '1.1.0', '1.2.0'];

function template(
  appVersion: string,
  name: string,
  values: Record<string, unknown>,
): KubeObject[] {
  const { message = 'hello', replicas = 1, minReadySeconds = 0 } = values;
  const labels = {
    'app.kubernetes.io/instance': name,
    'app.kubernetes.io/name': 'storefront',
  };
  const metadata = { name };
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
      data: { message: String(message) },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        selector: labels,
        ports: [{ name: 'http', port: 80, targetPort: 'http' }],
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas,
        minReadySeconds,
        // In the recordings no pod is made for an account that is not there.
        ...('serviceAccountName' in values && { paused: true }),
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                name: 'storefront',
                image: `ghcr.io/stefanprodan/podinfo:${appVersion}`,
                ports: [{ name: 'http', containerPort: 9898 }],
                env: [{ name: 'MESSAGE', value: String(message) }],
              },
            ],
          },
        },
      },
    },
  ];
}

/** The chart of the recordings. */
export const storefront: Chart[] = VERSIONS.map((version, minor) => {
  const appVersion = `6.9.${minor}`;
  return {
    repository: 'https://charts.example.com',
    name: 'storefront',
    version,
    appVersion,
    template: ({ name }, values) => template(appVersion, name, values),
  };
});
