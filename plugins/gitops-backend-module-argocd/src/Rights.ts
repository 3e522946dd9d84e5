import { ApplicationName, ArgocdClient } from './api/ArgocdClient';
import { ObservedSet } from './ObservedSet';

/** Of more projects gone at once, so many are asked about. */
const MAX_ASKED = 10;

/**
 * Lists the applications there are. Argo CD leaves out without a word what our account
 * may not read, so that where all of a project are gone it is asked about one of them.
 */
export class Rights {
  /** When a project was first found to be lost, in ms. */
  readonly #lost = new Map<string, number>();

  /** @param patienceMs - for so long a lost right is taken for an accident */
  constructor(
    private readonly client: ArgocdClient,
    private readonly patienceMs: number,
  ) {}

  /** @throws Error when some are gone because our account may not read them any more */
  async list(
    set: ObservedSet,
    signal: AbortSignal,
  ): Promise<ApplicationName[]> {
    const names = await this.client.listNames(signal);
    const gone = set.oneOfEachProjectWithout(names).slice(0, MAX_ASKED);
    const isOurs = await Promise.all(
      gone.map(each => this.client.mayRead(each, signal)),
    );
    const lost = gone.filter((_, n) => !isOurs[n]);
    this.#remember(lost.map(projectOf));
    const [recent] = lost.filter(each => this.#isRecent(projectOf(each)));
    if (!recent) return names;
    throw new Error(
      `${this.client.who} lists no application of project ${projectOf(
        recent,
      )} any more, and does not allow our account to get ${
        recent.name
      }, which it had: give the account its rights back, or they are taken for gone`,
    );
  }

  #remember(projects: string[]): void {
    for (const project of this.#lost.keys()) {
      if (!projects.includes(project)) this.#lost.delete(project);
    }
    for (const project of projects) {
      if (!this.#lost.has(project)) this.#lost.set(project, Date.now());
    }
  }

  #isRecent(project: string): boolean {
    const since = this.#lost.get(project);
    return since !== undefined && Date.now() - since < this.patienceMs;
  }
}

function projectOf({ project = 'default' }: { project?: string }): string {
  return project;
}
