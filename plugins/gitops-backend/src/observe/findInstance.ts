import { EngineKind } from '@backstage-gitops/plugin-gitops-common';
import { Engine, EngineInstance } from '@backstage-gitops/plugin-gitops-node';

/**
 * The instance that an application belongs to, as it is configured now.
 * @throws Error with a sentence where there is none, or its engine cannot tell
 */
export async function findInstance(
  engines: Engine[],
  { engine: kind, instance: name }: { engine: EngineKind; instance: string },
): Promise<EngineInstance> {
  const engine = engines.find(each => each.kind === kind);
  const instances = (await engine?.instances()) ?? [];
  const found = instances.find(each => each.name === name);
  if (found) return found;
  throw new Error(`Instance "${name}" (${kind}) is no longer configured.`);
}
