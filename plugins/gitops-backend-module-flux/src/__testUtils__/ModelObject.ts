import { LiveObject, parseLiveObject } from '../drift/liveObject';

interface Owner {
  manager: string;
  operation: 'Apply' | 'Update';
  subresource?: string;
  time?: string;
  fields: Set<string>;
}

const FLUX = 'kustomize-controller';

/** An object with flat fields, whose owners are kept as an API server keeps them. */
export class ModelObject {
  #fields = new Map<string, string>();
  #owners: Owner[] = [];
  #seconds = 0;

  /** Flux applies these and nothing else: by force, and without leaving what kubectl set. */
  apply(desired: Record<string, string>): void {
    const before = this.#state();
    const own = this.#owner(FLUX, 'Apply');
    for (const owner of this.#owners) {
      if (!owner.manager.startsWith('kubectl')) continue;
      for (const field of owner.fields) {
        const isOthers = this.#owners.some(
          each => each !== owner && each.fields.has(field),
        );
        if (!isOthers) this.#fields.delete(field);
      }
      owner.fields.clear();
    }
    for (const field of own.fields) {
      if (field in desired) continue;
      own.fields.delete(field);
      const isOthers = this.#owners.some(each => each.fields.has(field));
      if (!isOthers) this.#fields.delete(field);
    }
    for (const [field, value] of Object.entries(desired)) {
      this.#take(own, field, value);
    }
    this.#tidy();
    // An apply that changes nothing leaves the time as it is.
    if (this.#state() !== before) own.time = this.#tick();
  }

  /** Somebody else sets a field; through a subresource such as `scale` without a time. */
  set(
    manager: string,
    field: string,
    value: string,
    subresource?: string,
  ): void {
    const owner = this.#owner(manager, 'Update', subresource);
    owner.time = subresource ? undefined : this.#tick();
    this.#take(owner, field, value);
    this.#tidy();
  }

  remove(field: string): void {
    this.#tick();
    this.#fields.delete(field);
    for (const owner of this.#owners) owner.fields.delete(field);
    this.#tidy();
  }

  look(): LiveObject {
    const live = parseLiveObject({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        namespace: 'a',
        name: 'model',
        uid: 'model',
        managedFields: this.#owners.map(({ fields, ...owner }) => ({
          ...owner,
          fieldsV1: {
            'f:data': Object.fromEntries(
              [...fields].map(field => [`f:${field}`, {}]),
            ),
          },
        })),
      },
      data: Object.fromEntries(this.#fields),
    });
    if (!live) throw new Error('no object');
    return live;
  }

  #take(owner: Owner, field: string, value: string): void {
    if (this.#fields.get(field) !== value) {
      for (const each of this.#owners) each.fields.delete(field);
    }
    this.#fields.set(field, value);
    owner.fields.add(field);
  }

  #owner(
    manager: string,
    operation: Owner['operation'],
    subresource?: string,
  ): Owner {
    const known = this.#owners.find(
      each =>
        each.manager === manager &&
        each.operation === operation &&
        each.subresource === subresource,
    );
    if (known) return known;
    const owner: Owner = { manager, operation, subresource, fields: new Set() };
    this.#owners.push(owner);
    return owner;
  }

  #tidy(): void {
    this.#owners = this.#owners.filter(({ fields }) => fields.size > 0);
  }

  #state(): string {
    return JSON.stringify([
      [...this.#fields].sort(),
      this.#owners.map(({ manager, fields }) => [manager, [...fields].sort()]),
    ]);
  }

  #tick(): string {
    this.#seconds += 1;
    return new Date(Date.UTC(2030, 0, 1) + this.#seconds * 1000)
      .toISOString()
      .replace('.000', '');
  }
}
