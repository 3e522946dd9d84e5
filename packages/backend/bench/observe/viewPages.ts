import { Portal } from '../harness/Portal';
import { quantile } from '../harness/report';

/** One of so many looks at the fleet, the others at an entity. */
const FLEET_EVERY = 10;
const VIEWERS = 4;

export interface Views {
  entity: { p50: number; p95: number };
  fleet: { p50: number; p95: number };
}

/** What a browser asks for when somebody opens such a page. */
function pagesOf(n: number, components: string[]): string[] {
  if (n % FLEET_EVERY === 0) {
    return ['/applications?limit=50', '/applications/facets', '/instances'];
  }
  const component = components[n % components.length];
  const entity = `/entities/component/default/${component}`;
  return [`${entity}/applications`, `${entity}/commits`, `${entity}/syncs`];
}

/** Opens so many pages, several at a time; milliseconds each. */
export async function viewPages(
  portal: Portal,
  count: number,
  components: string[],
): Promise<Views> {
  const took = { entity: new Array<number>(), fleet: new Array<number>() };
  let next = 0;
  const view = async () => {
    while (next < count) {
      const n = next++;
      const began = performance.now();
      await Promise.all(pagesOf(n, components).map(path => portal.get(path)));
      const kind = n % FLEET_EVERY === 0 ? 'fleet' : 'entity';
      took[kind].push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: VIEWERS }, view));
  const of = (values: number[]) => ({
    p50: quantile(values, 0.5),
    p95: quantile(values, 0.95),
  });
  return { entity: of(took.entity), fleet: of(took.fleet) };
}
