import { at, isObject, type JsonObject } from '../json';

function fill(value: unknown, defaults: JsonObject): JsonObject {
  return { ...defaults, ...(isObject(value) ? value : {}) };
}

function mapItems(
  value: unknown,
  change: (item: JsonObject) => JsonObject,
): unknown {
  return Array.isArray(value)
    ? value.map(item => (isObject(item) ? change(item) : item))
    : value;
}

function pullPolicy(image: unknown): string {
  const name = String(image).split('/').pop() ?? '';
  return name.includes(':') && !name.endsWith(':latest')
    ? 'IfNotPresent'
    : 'Always';
}

function container(value: JsonObject): JsonObject {
  const filled = fill(value, {
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: pullPolicy(value.image),
  });
  if (filled.ports) {
    filled.ports = mapItems(filled.ports, port =>
      fill(port, { protocol: 'TCP' }),
    );
  }
  return filled;
}

function template(value: unknown): JsonObject {
  const spec = fill(at(value, 'spec'), {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  });
  for (const field of ['containers', 'initContainers']) {
    if (spec[field]) spec[field] = mapItems(spec[field], container);
  }
  return { ...(isObject(value) ? value : {}), spec };
}

function deployment(spec: JsonObject): JsonObject {
  const strategy = fill(spec.strategy, { type: 'RollingUpdate' });
  if (strategy.type === 'RollingUpdate') {
    strategy.rollingUpdate = fill(strategy.rollingUpdate, {
      maxUnavailable: '25%',
      maxSurge: '25%',
    });
  }
  return {
    replicas: 1,
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
    ...spec,
    strategy,
    template: template(spec.template),
  };
}

function service(spec: JsonObject): JsonObject {
  return {
    type: 'ClusterIP',
    sessionAffinity: 'None',
    ...spec,
    ports: mapItems(spec.ports, port =>
      fill(port, { protocol: 'TCP', targetPort: port.port }),
    ),
  };
}

/** A Secret's `stringData` is only another way to write `data`. */
export function withEncodedSecret(object: unknown): unknown {
  if (!isObject(object) || !isObject(object.stringData)) return object;
  const { stringData, ...secret } = object;
  const encoded = Object.entries(stringData).map(([key, value]) => [
    key,
    Buffer.from(String(value)).toString('base64'),
  ]);
  return {
    ...secret,
    data: {
      ...(isObject(secret.data) ? secret.data : {}),
      ...Object.fromEntries(encoded),
    },
  };
}

/** The defaults of built-in kinds that people meet in a live manifest. */
export function withBuiltInDefaults(kind: string, object: unknown): unknown {
  if (!isObject(object)) return object;
  if (kind === 'Secret') return fill(object, { type: 'Opaque' });
  const { spec } = object;
  if (!isObject(spec)) return object;
  switch (kind) {
    case 'Deployment':
      return { ...object, spec: deployment(spec) };
    case 'StatefulSet':
    case 'ReplicaSet':
      return {
        ...object,
        spec: { replicas: 1, ...spec, template: template(spec.template) },
      };
    case 'Service':
      return { ...object, spec: service(spec) };
    default:
      return object;
  }
}
