import { stringify } from 'yaml';
import { ClusterName, overlayPath, Service } from './services';

/** What Git says about one service in one cluster. */
export interface OverlayState {
  tag: string;
  /** Absent where a patch sets them. */
  replicas?: number;
  /** Files beside the kustomization: as they are, not rendered from state. */
  patches: Record<string, string>;
  /** Patches that the kustomization names but that nobody committed. */
  missingPatches: string[];
}

/** What Git says about one service. */
export interface ServiceState {
  memoryMi: number;
  cpuMilli: number;
  logLevel: string;
  timeoutSeconds: number;
  startupSeconds: number;
  features: Record<string, string>;
  overlays: Partial<Record<ClusterName, OverlayState>>;
}

export type Files = Record<string, string>;

export function imageOf(service: Pick<Service, 'name'>): string {
  return `registry.example.com/${service.name}`;
}

export function initialState(service: Service, tag: string): ServiceState {
  return {
    memoryMi: service.memoryMi,
    cpuMilli: 100,
    logLevel: 'info',
    timeoutSeconds: 5,
    startupSeconds: 10,
    features: {},
    overlays: Object.fromEntries(
      service.clusters.map(cluster => [
        cluster,
        {
          tag,
          replicas: service.replicas[cluster] ?? 1,
          patches: {},
          missingPatches: [],
        },
      ]),
    ),
  };
}

function deployment(service: Service, state: ServiceState) {
  const labels = { 'app.kubernetes.io/name': service.name };
  const probe = { path: '/healthz', port: 'http' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: service.name, labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: service.name,
              image: imageOf(service),
              ports: [{ name: 'http', containerPort: service.port }],
              envFrom: [
                { configMapRef: { name: `${service.name}-config` } },
                ...(service.hasSecret
                  ? [{ secretRef: { name: `${service.name}-credentials` } }]
                  : []),
              ],
              resources: {
                requests: {
                  cpu: `${state.cpuMilli}m`,
                  memory: `${Math.round(state.memoryMi / 2)}Mi`,
                },
                limits: { memory: `${state.memoryMi}Mi` },
              },
              readinessProbe: {
                httpGet: probe,
                initialDelaySeconds: state.startupSeconds,
              },
            },
          ],
        },
      },
    },
  };
}

function baseFiles(service: Service, state: ServiceState): Files {
  const labels = { 'app.kubernetes.io/name': service.name };
  const named = (name: string) => ({ name, labels });
  const files: Record<string, unknown> = {
    'deployment.yaml': deployment(service, state),
    'service.yaml': {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: named(service.name),
      spec: {
        selector: labels,
        ports: [{ name: 'http', port: 80, targetPort: 'http' }],
      },
    },
    'configmap.yaml': {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: named(`${service.name}-config`),
      data: {
        LOG_LEVEL: state.logLevel,
        REQUEST_TIMEOUT: `${state.timeoutSeconds}s`,
        ...state.features,
      },
    },
  };
  if (service.hasSecret) {
    files['secret.yaml'] = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: named(`${service.name}-credentials`),
      type: 'Opaque',
      // A made-up value: a real one would not lie in Git in the clear.
      data: {
        API_PASSWORD: Buffer.from(`sandbox-only-${service.name}`).toString(
          'base64',
        ),
      },
    };
  }
  const resources = Object.keys(files);
  files['kustomization.yaml'] = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources,
  };
  return Object.fromEntries(
    Object.entries(files).map(([name, content]) => [name, stringify(content)]),
  );
}

function overlayFiles(service: Service, overlay: OverlayState): Files {
  const patches = [...Object.keys(overlay.patches), ...overlay.missingPatches];
  return {
    'kustomization.yaml': stringify({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      namespace: service.name,
      resources: ['../../base'],
      ...(patches.length > 0 && {
        patches: patches.map(path => ({ path })),
      }),
      images: [{ name: imageOf(service), newTag: overlay.tag }],
      ...(overlay.replicas !== undefined && {
        replicas: [{ name: service.name, count: overlay.replicas }],
      }),
    }),
    ...overlay.patches,
  };
}

const known = new Map<string, Files>();

/**
 * Every file of a service in its repository, by path. Kept by state, because a
 * history asks for the same ones hundreds of times.
 */
export function serviceFiles(service: Service, state: ServiceState): Files {
  const key = `${service.name} ${JSON.stringify(state)}`;
  const files = known.get(key) ?? render(service, state);
  known.set(key, files);
  return files;
}

function render(service: Service, state: ServiceState): Files {
  const files: Files = {};
  const add = (directory: string, content: Files) => {
    for (const [name, text] of Object.entries(content)) {
      files[`${directory}/${name}`] = text;
    }
  };
  add(
    [service.directory, 'base'].filter(Boolean).join('/'),
    baseFiles(service, state),
  );
  for (const cluster of service.clusters) {
    const overlay = state.overlays[cluster];
    if (overlay) {
      add(overlayPath(service, cluster), overlayFiles(service, overlay));
    }
  }
  return files;
}
