import { KubeObject } from '../../cluster/types';
import { isRecord, recordAt } from '../json';
import { keyString } from '../names';
import { healthOf } from '../rules/appHealth';
import { ComparedResource } from '../rules/compareAll';

const emptyComparison = { source: { repoURL: '' }, destination: {} };

/** An Application as Go marshals it: without type, with the fields that are never left out. */
export function applicationView({
  metadata,
  spec,
  status,
  operation,
}: KubeObject) {
  const own = recordAt(status);
  return {
    metadata,
    spec,
    status: {
      sync: { status: '', comparedTo: emptyComparison },
      health: {},
      summary: {},
      sourceHydrator: {},
      ...own,
    },
    ...(operation !== undefined && { operation }),
  };
}

export type ApplicationView = ReturnType<typeof applicationView>;

/**
 * The view with the health of its resources, which the object does not hold:
 * answers for one application and stream events have it, lists do not.
 */
export function withResourceHealth(
  view: ApplicationView,
  compared: ComparedResource[] | undefined,
): ApplicationView {
  const { resources } = recordAt(view, 'status');
  if (!compared || !Array.isArray(resources)) {
    return view;
  }
  const healths = new Map(
    compared.map(one => [keyString(one.key), healthOf(one)]),
  );
  const withHealth = resources.filter(isRecord).map(resource => {
    const { group = '', kind, namespace = '', name } = resource;
    const health = healths.get(
      keyString({
        group: String(group),
        kind: String(kind),
        namespace: String(namespace),
        name: String(name),
      }),
    );
    return health ? { ...resource, health } : resource;
  });
  const status = { ...view.status, resources: withHealth };
  return { ...view, status };
}
