import { JsonPath, valueAt } from '../json';
import { Policy, Violation } from './policy';
import { Container, containers } from './pods';

const CONTEXT = 'securityContext';
const HARMLESS = ['NET_BIND_SERVICE'];

function violations({ value, path, name }: Container): Violation[] {
  const found: Violation[] = [];
  const at = (...keys: JsonPath) => valueAt(value, [CONTEXT, ...keys]);
  const refuse = (keys: JsonPath, message: string) =>
    found.push({
      path: [...path, CONTEXT, ...keys],
      message: `container "${name}" ${message}`,
    });
  const privileged = at('privileged');
  if (privileged !== undefined && privileged !== false) {
    refuse(['privileged'], 'is privileged: it could take over its node');
  }
  // What is not said is allowed by Kubernetes.
  if (at('allowPrivilegeEscalation') !== false) {
    refuse(
      ['allowPrivilegeEscalation'],
      'may gain privileges: set "allowPrivilegeEscalation: false" in its securityContext',
    );
  }
  const added = at('capabilities', 'add');
  if (Array.isArray(added)) {
    added.forEach((capability: unknown, index) => {
      if (!HARMLESS.includes(String(capability))) {
        refuse(
          ['capabilities', 'add', index],
          `adds the capability ${String(capability)}: leave it out`,
        );
      }
    });
  }
  return found;
}

/** No container is privileged, or can become so. */
export const notPrivileged: Policy = {
  name: 'not-privileged',
  check: ({ content }) => containers(content).flatMap(violations),
};
