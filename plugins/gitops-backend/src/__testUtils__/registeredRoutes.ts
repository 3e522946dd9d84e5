import { Router } from 'express';
import { Knex } from 'knex';
import { routesAlone } from './routesAlone';

/** Every method and path that the router answers, each once, read from the router itself. */
export function registeredRoutes(
  db: Knex,
): Array<{ method: string; path: string }> {
  const router: Router = routesAlone({ db });
  const all = router.stack.flatMap(({ route }) => {
    if (!route) throw new Error('Something answers outside of the routes');
    return route.stack
      .filter((layer: { method?: string }) => layer.method)
      .map(({ method }: { method: string }) => ({ method, path: route.path }));
  });
  return [
    ...new Map(all.map(each => [`${each.method} ${each.path}`, each])).values(),
  ];
}
