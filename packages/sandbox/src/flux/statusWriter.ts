import { isDeepStrictEqual } from 'node:util';
import { Cluster, ObjectRef } from '../cluster/types';
import { Condition, withCondition, withoutCondition } from './conditions';

interface BaseStatus {
  conditions: Condition[];
  observedGeneration: number;
}

/** The status of one object during one reconciliation: changed here, seen by others from `flush` on. */
export interface StatusWriter<S extends BaseStatus> {
  readonly status: S;
  mark(
    type: string,
    status: Condition['status'],
    reason: string,
    message: string,
  ): void;
  unmark(...types: string[]): void;
  /** Undefined takes a field away. */
  set(fields: Partial<S>): void;
  flush(): void;
}

/**
 * Writes as Flux's patcher does: the conditions first, everything else in a
 * second write, and nothing where nothing changed. So a watcher sees
 * `Ready=True` before it sees the new revision.
 */
export function openStatus<S extends BaseStatus>(options: {
  cluster: Cluster;
  ref: ObjectRef;
  generation: number;
  status: S;
  manager: string;
  now: () => Date;
}): StatusWriter<S> {
  const { cluster, ref, generation, manager, now } = options;
  let written = structuredClone(options.status);
  let status = structuredClone(options.status);

  const write = (fields: Record<string, unknown>) =>
    cluster.edit(
      ref,
      object => {
        const current = object.status;
        const all = {
          observedGeneration: -1,
          ...(typeof current === 'object' ? current : {}),
          ...fields,
        };
        object.status = Object.fromEntries(
          Object.entries(all).filter(([, value]) => value !== undefined),
        );
      },
      { manager, at: now(), subresource: 'status' },
    );

  return {
    get status() {
      return status;
    },
    mark(type, state, reason, message) {
      const conditions = withCondition(
        status.conditions,
        { type, status: state, reason, message },
        { now: now(), generation },
      );
      status = { ...status, conditions };
    },
    unmark(...types) {
      status = {
        ...status,
        conditions: withoutCondition(status.conditions, ...types),
      };
    },
    set(fields) {
      status = { ...status, ...fields };
    },
    flush() {
      const { conditions, ...rest } = status;
      if (!isDeepStrictEqual(conditions, written.conditions)) {
        write({ conditions });
      }
      const before = new Map<string, unknown>(Object.entries(written));
      const changed = Object.entries(rest).filter(
        ([field, value]) => !isDeepStrictEqual(value, before.get(field)),
      );
      if (changed.length) {
        write(Object.fromEntries(changed));
      }
      written = structuredClone(status);
    },
  };
}
