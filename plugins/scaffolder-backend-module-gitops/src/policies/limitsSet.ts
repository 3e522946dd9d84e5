import { valueAt } from '../json';
import { Policy } from './policy';
import { containers } from './pods';

/** None at all is what Kubernetes takes nothing, or zero, for. */
const isAmount = (value: unknown) =>
  value !== undefined && value !== null && parseFloat(String(value)) !== 0;

/**
 * A container has a limit of memory, and requests of CPU and memory; a limit
 * counts as a request, as Kubernetes takes it. A limit of CPU is not asked for:
 * it slows down what could use idle time.
 */
export const limitsSet: Policy = {
  name: 'limits',
  check: ({ content }) =>
    containers(content).flatMap(({ value, path, name }) => {
      const has = (list: string, resource: string) =>
        isAmount(valueAt(value, ['resources', list, resource]));
      const missing = [
        ...(has('limits', 'memory') ? [] : ['limits.memory']),
        ...['cpu', 'memory']
          .filter(
            resource => !has('requests', resource) && !has('limits', resource),
          )
          .map(resource => `requests.${resource}`),
      ];
      return missing.length > 0
        ? [
            {
              path: [...path, 'resources'],
              message: `container "${name}" does not say ${missing.join(
                ', ',
              )}: set them below "resources"`,
            },
          ]
        : [];
    }),
};
