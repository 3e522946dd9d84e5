import { badRequest } from '../errors';
import { at } from '../json';
import type { ResourceType } from '../kinds';
import type { KubeObject } from '../types';

const ALWAYS = ['metadata.name', 'metadata.namespace'];

const MORE: Record<string, readonly string[]> = {
  Event: [
    'involvedObject.apiVersion',
    'involvedObject.fieldPath',
    'involvedObject.kind',
    'involvedObject.name',
    'involvedObject.namespace',
    'involvedObject.resourceVersion',
    'involvedObject.uid',
    'reason',
    'type',
  ],
  Pod: ['spec.nodeName', 'spec.restartPolicy', 'status.phase'],
  Secret: ['type'],
};

function unknownField(type: ResourceType, field: string) {
  // Kinds without fields of their own answer in other words.
  return badRequest(
    type.schema || MORE[type.kind]
      ? `field label not supported: ${field}`
      : `"${field}" is not a known field selector: only ${ALWAYS.map(
          name => `"${name}"`,
        ).join(', ')}`,
  );
}

/** Throws 400 for a field that this kind cannot be selected by. */
export function parseFieldSelector(
  text: string,
  type: ResourceType,
): (object: KubeObject) => boolean {
  const known = [...ALWAYS, ...(MORE[type.kind] ?? [])];
  const terms = text
    .split(',')
    .filter(Boolean)
    .map(term => {
      const match = /^([^=!]+)(==|=|!=)(.*)$/.exec(term);
      if (!match) {
        throw badRequest(
          `invalid selector: '${text}'; can't understand '${term}'`,
        );
      }
      const [, field, operator, value] = match;
      if (!known.includes(field)) throw unknownField(type, field);
      return { path: field.split('.'), wanted: operator !== '!=', value };
    });
  return object =>
    terms.every(
      ({ path, wanted, value }) =>
        (String(at(object, ...path) ?? '') === value) === wanted,
    );
}
