import pLimit from 'p-limit';
import {
  DriftedField,
  MAX_DRIFTED_FIELDS,
} from '@backstage-gitops/plugin-gitops-common';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { ApplicationName, ArgocdClient } from '../api/ArgocdClient';
import { driftFields, LastSync } from './driftFields';
import { DriftTroubles } from './DriftTroubles';

export type Drift = ObservedApplication['drift'];

export interface DriftCheckRequest {
  namespace: string;
  name: string;
  project?: string;
  lastSync: LastSync;
}

/** At most this many applications are asked for at a time, per instance. */
const CONCURRENCY = 4;

function toDrift(fields: DriftedField[]): Drift {
  return { fields: fields.slice(0, MAX_DRIFTED_FIELDS), total: fields.length };
}

/** Asks an instance for the managed resources of applications that are out of sync. */
export class DriftChecks {
  readonly #limit = pLimit(CONCURRENCY);
  readonly #latest = new Map<string, DriftCheckRequest>();
  readonly #running = new Map<string, Promise<Drift>>();

  constructor(
    private readonly client: ArgocdClient,
    private readonly troubles: DriftTroubles,
  ) {}

  /**
   * Checks an application, once for all requests that come before its turn; null
   * when Argo CD does not tell.
   */
  check(request: DriftCheckRequest, signal: AbortSignal): Promise<Drift> {
    const key = `${request.namespace}/${request.name}`;
    this.#latest.set(key, request);
    const waiting = this.#running.get(key);
    if (waiting) return waiting;
    const result = this.#limit(() => {
      // From here on a new request asks again: Argo CD may have answered already.
      this.#running.delete(key);
      const latest = this.#latest.get(key) ?? request;
      this.#latest.delete(key);
      return this.#ask(latest, signal);
    });
    this.#running.set(key, result);
    return result;
  }

  /** The application is no more. */
  forget(name: ApplicationName): void {
    this.troubles.checked(name);
  }

  async #ask(request: DriftCheckRequest, signal: AbortSignal): Promise<Drift> {
    if (signal.aborted) return null;
    try {
      const resources = await this.client.managedResources(request, signal);
      const drift = toDrift(driftFields(resources, request.lastSync));
      this.troubles.checked(request);
      return drift;
    } catch (error) {
      if (!signal.aborted) this.troubles.failed(request, error);
      return null;
    }
  }
}
