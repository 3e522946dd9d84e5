import { isObject } from '../json';
import { hasItemIdentity, itemElement, itemsByElement } from './elements';
import type { Shape } from './shape';

function mergeItems(
  live: readonly unknown[],
  config: readonly unknown[],
  shape: Shape,
): unknown[] {
  const liveItems = itemsByElement(live, shape);
  const configItems = itemsByElement(config, shape);
  const merged: unknown[] = [];
  const rest = [...configItems];
  // Items of others keep their place before the shared item that follows them.
  for (const item of live) {
    const element = itemElement(item, shape);
    if (!configItems.has(element)) {
      merged.push(item);
      continue;
    }
    const upTo = rest.findIndex(([other]) => other === element);
    for (const [key, mine] of rest.splice(0, upTo + 1)) {
      merged.push(mergeApplied(liveItems.get(key), mine, shape.item()));
    }
  }
  for (const [key, mine] of rest) {
    merged.push(mergeApplied(liveItems.get(key), mine, shape.item()));
  }
  return merged;
}

/** The live value with an applied configuration laid over it. */
export function mergeApplied(
  live: unknown,
  config: unknown,
  shape: Shape,
): unknown {
  if (isObject(live) && isObject(config) && !shape.atomic) {
    const merged = { ...live };
    for (const [name, value] of Object.entries(config)) {
      merged[name] = mergeApplied(live[name], value, shape.field(name));
    }
    return merged;
  }
  if (Array.isArray(live) && Array.isArray(config) && hasItemIdentity(shape)) {
    return mergeItems(live, config, shape);
  }
  return config;
}
