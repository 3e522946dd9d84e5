import { checkEngineObject } from './engineSchemas';
import { checkKubernetesObject } from './kubernetesSchemas';
import { SchemaProblem } from './schemaProblem';

/** What checks objects of a kind; undefined where there is no schema for it. */
export function findSchema(
  apiVersion: string,
  kind: string,
): ((content: unknown) => SchemaProblem[]) | undefined {
  return (
    checkEngineObject(apiVersion, kind) ??
    checkKubernetesObject(apiVersion, kind)
  );
}
