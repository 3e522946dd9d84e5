import { RequestHandler } from 'express';

/**
 * Calls once, a while after somebody has both listed and watched Kustomizations
 * here: by then they know the last state of the cluster that now goes away.
 */
export function afterFirstWatch(
  milliseconds: number,
  then: () => void,
): { middleware: RequestHandler; cancel: () => void } {
  let hasListed = false;
  let timer: NodeJS.Timeout | undefined;
  return {
    middleware(request, _response, next) {
      const isKustomizations = /\/kustomizations\/?$/.test(request.path);
      if (request.method === 'GET' && isKustomizations && !timer) {
        const isWatch = ['1', 'true'].includes(String(request.query.watch));
        if (isWatch && hasListed) {
          timer = setTimeout(then, milliseconds);
        } else if (!isWatch) {
          hasListed = true;
        }
      }
      next();
    },
    cancel: () => clearTimeout(timer),
  };
}
