import { recordsAt, valueAt } from '../json';
import { Policy, Violation } from './policy';
import { containers, podSpecs } from './pods';

/** On Windows: a container that is a process of its node. */
const HOST_PROCESS = ['securityContext', 'windowsOptions', 'hostProcess'];

const SHARED = {
  hostNetwork: 'the network',
  hostPID: 'the processes',
  hostIPC: 'the shared memory',
};

/** No pod reaches into its node. */
export const noHostAccess: Policy = {
  name: 'no-host-access',
  check({ kind, content }) {
    const found: Violation[] = [];
    for (const { value, path } of podSpecs(content)) {
      for (const [field, what] of Object.entries(SHARED)) {
        if (value[field] !== undefined && value[field] !== false) {
          found.push({
            path: [...path, field],
            message: `the pod shares ${what} of its node: leave "${field}" out`,
          });
        }
      }
      for (const volume of recordsAt(content, [...path, 'volumes'])) {
        if (volume.value.hostPath !== undefined) {
          found.push({
            path: [...volume.path, 'hostPath'],
            message: `the volume "${volume.value.name}" is a directory of the node: use another kind of volume`,
          });
        }
      }
    }
    for (const { value, path } of [
      ...podSpecs(content),
      ...containers(content),
    ]) {
      if (valueAt(value, HOST_PROCESS)) {
        found.push({
          path: [...path, ...HOST_PROCESS],
          message: 'it runs as a process of its node: leave "hostProcess" out',
        });
      }
    }
    for (const { path, name } of containers(content)) {
      for (const port of recordsAt(content, [...path, 'ports'])) {
        if (port.value.hostPort) {
          found.push({
            path: [...port.path, 'hostPort'],
            message: `container "${name}" takes a port of its node: use a Service`,
          });
        }
      }
    }
    if (
      kind === 'PersistentVolume' &&
      valueAt(content, ['spec', 'hostPath']) !== undefined
    ) {
      found.push({
        path: ['spec', 'hostPath'],
        message:
          'the volume is a directory of a node: use another kind of volume',
      });
    }
    return found;
  },
};
