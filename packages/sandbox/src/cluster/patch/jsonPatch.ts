import { applyPatch, JsonPatchError } from 'fast-json-patch';
import { z } from 'zod/v4';
import { badRequest, patchRefused } from '../errors';

const path = z.string();
const operations = z.array(
  z.discriminatedUnion('op', [
    z.object({ op: z.literal('add'), path, value: z.unknown() }),
    z.object({ op: z.literal('replace'), path, value: z.unknown() }),
    z.object({ op: z.literal('test'), path, value: z.unknown() }),
    z.object({ op: z.literal('remove'), path }),
    z.object({ op: z.literal('move'), path, from: z.string() }),
    z.object({ op: z.literal('copy'), path, from: z.string() }),
  ]),
);

/** JSON patch (RFC 6902). Throws 400 for no patch, 422 for one that fails. */
export function jsonPatch(target: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) {
    throw badRequest(
      `error decoding patch: json: cannot unmarshal ${
        patch === null ? 'null' : typeof patch
      } into Go value of type []handlers.jsonPatchOp`,
    );
  }
  const parsed = operations.safeParse(patch);
  if (!parsed.success) throw patchRefused();
  try {
    return applyPatch(structuredClone(target), parsed.data, true, true)
      .newDocument;
  } catch (error) {
    if (error instanceof JsonPatchError) throw patchRefused();
    throw error;
  }
}
