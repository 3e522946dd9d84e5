import { LoggerService } from '@backstage/backend-plugin-api';
import { TroubleLog } from '@backstage-gitops/plugin-gitops-node';
import { ApplicationName } from '../api/ArgocdClient';

const keyOf = ({ namespace, name }: ApplicationName) => `${namespace}/${name}`;

/** Logs that drift cannot be checked: once, of however many applications and however often. */
export class DriftTroubles {
  readonly #log: TroubleLog;
  readonly #failing = new Set<string>();

  constructor(logger: LoggerService) {
    this.#log = new TroubleLog(logger);
  }

  failed(name: ApplicationName, error: unknown): void {
    this.#failing.add(keyOf(name));
    const why = error instanceof Error ? error.message : String(error);
    this.#log.begins(
      `Drift of ${keyOf(
        name,
      )} could not be checked, maybe that of others too: ${why}`,
    );
  }

  /** It was checked, or is no more. */
  checked(name: ApplicationName): void {
    this.#failing.delete(keyOf(name));
    if (this.#failing.size === 0) this.#log.isOver('Drift is checked again');
  }
}
