import { isRecord, JsonPath } from '../json';
import {
  KUSTOMIZATION_FIELDS,
  kustomizationSchema,
} from './kustomizationSchema';
import { NOT_FETCHED, remoteReferences } from './remoteReferences';

/** What is wrong with a kustomization, and where in it. */
export function kustomizationProblems(
  content: unknown,
): Array<{ path: JsonPath; message: string }> {
  if (!isRecord(content)) {
    return [{ path: [], message: 'a kustomization has to be a map' }];
  }
  const parsed = kustomizationSchema.safeParse(content);
  const misshapen = parsed.error?.issues ?? [];
  return [
    ...Object.keys(content)
      .filter(field => !KUSTOMIZATION_FIELDS.includes(field))
      .map(field => ({
        path: [field],
        message: `a kustomization has no field "${field}"`,
      })),
    ...misshapen.map(({ path, message }) => ({
      path: path.map(key => (typeof key === 'symbol' ? String(key) : key)),
      message,
    })),
    ...remoteReferences(content).map(path => ({
      path,
      message: NOT_FETCHED,
    })),
  ];
}
