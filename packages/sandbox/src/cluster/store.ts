import { deepFreeze } from './json';
import { type ResourceType, typeKey } from './kinds';
import type { ClusterEvent, KubeObject } from './types';

/** One write, as the log keeps it. Objects of the store are frozen. */
export interface StoreEvent extends ClusterEvent {
  revision: number;
  /** `typeKey` of the object's type. */
  resource: string;
  /** As it was before; absent for ADDED. */
  previous?: KubeObject;
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

function objectKey({ metadata }: KubeObject): string {
  return keyOf(metadata.namespace, metadata.name);
}

function byKey(a: KubeObject, b: KubeObject): number {
  const [x, y] = [objectKey(a), objectKey(b)];
  if (x === y) return 0;
  return x < y ? -1 : 1;
}

/**
 * The objects of one cluster, one counter for all their versions, and the log
 * of the last writes, which watches and paged lists go back to.
 */
export class ObjectStore {
  private readonly objects = new Map<string, Map<string, KubeObject>>();
  private readonly listeners = new Set<(event: StoreEvent) => void>();
  private readonly undelivered: StoreEvent[] = [];
  private log: StoreEvent[] = [];
  private compacted = 0;
  private counter = 0;
  private readonly logSize: number;

  /** @param logSize - how many writes can be gone back */
  constructor(logSize = 10_000) {
    this.logSize = logSize;
  }

  /** The revision of the last write. */
  get revision(): number {
    return this.counter;
  }

  /** The last revision whose write the log has forgotten. */
  get compactedRevision(): number {
    return this.compacted;
  }

  get(type: ResourceType, namespace: string | undefined, name: string) {
    return this.objects.get(typeKey(type))?.get(keyOf(namespace, name));
  }

  /** In the order of namespace and name; as of an earlier revision if given. */
  list(type: ResourceType, namespace?: string, revision = this.counter) {
    const key = typeKey(type);
    const found = new Map(this.objects.get(key));
    for (let i = this.log.length - 1; i >= 0; i -= 1) {
      const event = this.log[i];
      if (event.revision <= revision) break;
      if (event.resource !== key) continue;
      if (event.previous) found.set(objectKey(event.object), event.previous);
      else found.delete(objectKey(event.object));
    }
    return [...found.values()]
      .filter(object => !namespace || object.metadata.namespace === namespace)
      .sort(byKey);
  }

  /** Writes after a revision that is not compacted yet. */
  eventsSince(revision: number): StoreEvent[] {
    return this.log.filter(event => event.revision > revision);
  }

  put(type: ResourceType, object: KubeObject): KubeObject {
    const previous = this.get(
      type,
      object.metadata.namespace,
      object.metadata.name,
    );
    return this.write(type, previous ? 'MODIFIED' : 'ADDED', object, previous);
  }

  remove(type: ResourceType, object: KubeObject): KubeObject {
    return this.write(type, 'DELETED', object, object);
  }

  subscribe(listener: (event: StoreEvent) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Forgets the log, as etcd does every few minutes. */
  compact(): void {
    this.log = [];
    this.compacted = this.counter;
  }

  private write(
    type: ResourceType,
    change: ClusterEvent['type'],
    object: KubeObject,
    previous: KubeObject | undefined,
  ): KubeObject {
    this.counter += 1;
    const written = deepFreeze<KubeObject>({
      ...object,
      metadata: { ...object.metadata, resourceVersion: String(this.counter) },
    });
    const key = typeKey(type);
    const ofType = this.objects.get(key) ?? new Map<string, KubeObject>();
    this.objects.set(key, ofType);
    if (change === 'DELETED') ofType.delete(objectKey(written));
    else ofType.set(objectKey(written), written);
    const event: StoreEvent = {
      revision: this.counter,
      resource: key,
      type: change,
      object: written,
      ...(previous ? { previous } : {}),
    };
    this.remember(event);
    this.deliver(event);
    return written;
  }

  /** In order, also to those who listen behind one that writes. */
  private deliver(event: StoreEvent): void {
    this.undelivered.push(event);
    if (this.undelivered.length > 1) return;
    try {
      for (
        let next: StoreEvent | undefined = event;
        next;
        next = this.undelivered[0]
      ) {
        for (const listener of [...this.listeners]) listener(next);
        this.undelivered.shift();
      }
    } finally {
      this.undelivered.length = 0;
    }
  }

  private remember(event: StoreEvent): void {
    this.log.push(event);
    // In one go now and then: dropping one by one would copy the log each time.
    if (this.log.length > this.logSize * 1.25) {
      const forgotten = this.log.length - this.logSize;
      this.compacted = this.log[forgotten - 1].revision;
      this.log = this.log.slice(forgotten);
    }
  }
}
