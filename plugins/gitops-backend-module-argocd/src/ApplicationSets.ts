import { LoggerService } from '@backstage/backend-plugin-api';
import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { LastRead, LastReadOptions } from './LastRead';
import {
  ApplicationSet,
  isMadeBySet,
  setAppliedBy,
} from './project/applicationSets';

/** The ApplicationSets of one Argo CD as last read, for what applies them. */
export class ApplicationSets {
  readonly #sets: LastRead<ApplicationSet>;
  /** One has made an application. */
  #isNeeded = false;

  constructor({
    who,
    ...options
  }: { who: string; logger: LoggerService } & Pick<
    LastReadOptions<ApplicationSet>,
    'everyMs' | 'list'
  >) {
    this.#sets = new LastRead({
      ...options,
      what: `Parents of ApplicationSets of ${who}`,
      kind: 'ApplicationSet',
    });
  }

  /** Reads them where that is due, once one was seen to have made an application. See `LastRead`. */
  async readIfDue(
    seen: ObservedApplication[],
    signal: AbortSignal,
  ): Promise<boolean> {
    this.#isNeeded ||= seen.some(isMadeBySet);
    return this.#isNeeded && this.#sets.readIfDue(signal);
  }

  /** With what applies its ApplicationSet; as it was where that is not known. */
  complete(
    application: ObservedApplication,
    controllerNamespace: string | undefined,
  ): ObservedApplication {
    if (!isMadeBySet(application)) return application;
    const { items } = this.#sets;
    const applier = setAppliedBy(items, application, controllerNamespace);
    return applier === undefined
      ? application
      : { ...application, appliedBy: applier ?? undefined };
  }
}
