import { z } from 'zod/v4';
import type { Chart } from '../flux';

export const CHARTS_URL = 'https://charts.example.com';
export const WEB_CHART = 'web';

/** Every version of the chart `web`, oldest first; each has the app of its own number. */
export const WEB_VERSIONS = [
  '1.3.2',
  '1.4.0',
  '1.5.0',
  '1.5.1',
  '1.6.0',
  '1.6.1',
  '1.7.0',
] as const;

const webValues = z.looseObject({
  image: z.object({ repository: z.string(), tag: z.string() }),
  replicas: z.number().default(1),
  port: z.number().default(8080),
  minReadySeconds: z.number().default(0),
});

export type WebValues = z.input<typeof webValues>;

const template: Chart['template'] = ({ name }, values) => {
  const { image, replicas, port, minReadySeconds } = webValues.parse(values);
  const labels = {
    'app.kubernetes.io/instance': name,
    'app.kubernetes.io/name': WEB_CHART,
  };
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name },
      spec: {
        selector: labels,
        ports: [{ name: 'http', port: 80, targetPort: 'http' }],
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name },
      spec: {
        replicas,
        minReadySeconds,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                name,
                image: `${image.repository}:${image.tag}`,
                ports: [{ name: 'http', containerPort: port }],
                resources: {
                  requests: { cpu: '50m', memory: '64Mi' },
                  limits: { memory: '128Mi' },
                },
              },
            ],
          },
        },
      },
    },
  ];
};

/** What the company's HelmRepository offers. */
export const webCharts: readonly Chart[] = WEB_VERSIONS.map(version => ({
  repository: CHARTS_URL,
  name: WEB_CHART,
  version,
  appVersion: version,
  template,
}));
