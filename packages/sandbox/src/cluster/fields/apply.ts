import { applyConflict, type StatusCause } from '../errors';
import { compareFields } from './compare';
import { fieldsOf } from './fieldsOf';
import { conflictsOf, isSameWriter, type Owner, type Writer } from './managers';
import { mergeApplied } from './mergeApplied';
import {
  difference,
  displayPath,
  isBelow,
  type PathSet,
  union,
} from './pathSet';
import { removePaths } from './removePaths';
import type { Shape } from './shape';

function refusal(conflicts: Array<{ owner: Owner; fields: PathSet }>) {
  const causes: StatusCause[] = [];
  const said: string[] = [];
  for (const { owner, fields } of conflicts) {
    const who = `"${owner.manager}"${
      owner.subresource ? ` with subresource "${owner.subresource}"` : ''
    } using ${owner.apiVersion}`;
    const paths = [...fields].map(displayPath).sort();
    said.push(
      `conflicts with ${who}:\n${paths.map(path => `- ${path}`).join('\n')}`,
    );
    causes.push(
      ...paths.map(field => ({
        reason: 'FieldManagerConflict',
        message: `conflict with ${who}`,
        field,
      })),
    );
  }
  const message =
    causes.length === 1
      ? `Apply failed with 1 conflict: ${causes[0].message}: ${causes[0].field}`
      : `Apply failed with ${causes.length} conflicts: ${said.join('\n')}`;
  return applyConflict(message, causes);
}

export interface Applied {
  value: unknown;
  owners: Owner[];
}

/**
 * Server-side apply on bodies without type, name and the server's own metadata:
 * lays `config` over `live`, takes ownership of its fields and removes those
 * that this writer applied before, does not any more, and nobody else owns.
 * Throws 409 on a conflict, unless forced.
 */
export function applyFields(options: {
  live: unknown;
  config: unknown;
  shape: Shape;
  owners: Owner[];
  writer: Writer;
  force: boolean;
}): Applied {
  const { live, config, shape, owners, writer, force } = options;
  const fields = fieldsOf(config, shape);
  const merged = mergeApplied(live, config, shape);

  const conflicts = conflictsOf(
    owners,
    compareFields(live, merged, shape),
    writer,
  );
  if (conflicts.length > 0 && !force) throw refusal(conflicts);
  const taken = union(...conflicts.map(conflict => conflict.fields));

  const previous = owners.find(owner => isSameWriter(owner, writer));
  const others = owners
    .filter(owner => owner !== previous)
    .map(owner => ({ ...owner, fields: difference(owner.fields, taken) }));

  const stillOwned = union(fields, ...others.map(owner => owner.fields));
  const ownedPaths = [...stillOwned];
  const given = difference(previous?.fields ?? new Set(), stillOwned);
  const dropped = new Set(
    [...given].filter(path => !ownedPaths.some(own => isBelow(own, path))),
  );

  return {
    value:
      dropped.size > 0
        ? removePaths(merged, dropped, stillOwned, shape)
        : merged,
    owners: [...others, { ...writer, fields }],
  };
}
