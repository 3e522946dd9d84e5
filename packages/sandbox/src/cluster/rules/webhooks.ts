import { bodyOf, withBody } from '../body';
import type { JsonObject } from '../json';
import { apiVersionOf, type ResourceType } from '../kinds';
import type { KubeObject, ObjectMeta } from '../types';
import { withTypeDefaults } from './admit';

/** Changes an object that is about to be written. */
export type Webhook = (object: KubeObject) => void;

/** The mutating admission webhooks of a cluster. */
export class Webhooks {
  private readonly webhooks: Webhook[] = [];

  add(webhook: Webhook): void {
    this.webhooks.push(webhook);
  }

  /** What they make of a body. They are called after its fields got their owners. */
  admit(
    type: ResourceType,
    { name, namespace }: ObjectMeta,
    body: JsonObject,
  ): JsonObject {
    if (this.webhooks.length === 0) return body;
    const object = withBody(
      { apiVersion: apiVersionOf(type), kind: type.kind },
      structuredClone(body),
      { name, ...(namespace ? { namespace } : {}) },
    );
    for (const webhook of this.webhooks) webhook(object);
    return withTypeDefaults(type, bodyOf(object));
  }
}
