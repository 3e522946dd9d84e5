import {
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import { z } from 'zod';
import gitopsScaffolder from '..';

const taskSchema = z.object({ id: z.string() });
const eventSchema = z.object({
  type: z.string(),
  body: z.looseObject({
    message: z.string(),
    stepId: z.string().optional(),
    output: z.unknown().optional(),
    error: z.looseObject({ message: z.string() }).optional(),
  }),
});

const dryRunSchema = z.object({
  directoryContents: z.array(
    z.object({ path: z.string(), base64Content: z.string() }),
  ),
});

export interface TaskEnd {
  /** Undefined where all went well. */
  error?: string;
  output?: unknown;
  log: string[];
}

/** In place of the catalog: takes the provider of templates, and forgets it. */
const catalog = createBackendPlugin({
  pluginId: 'catalog',
  register(env) {
    env.registerExtensionPoint(catalogProcessingExtensionPoint, {
      addProcessor() {},
      addEntityProvider() {},
      addPlaceholderResolver() {},
      setOnProcessingErrorHandler() {},
    });
    env.registerInit({ deps: {}, async init() {} });
  },
});

const component: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'web', namespace: 'default' },
};

/** A backend with the real scaffolder, and a template in its catalog. */
export class Portal {
  /** Where the catalog was told to look for entities; it refuses the repository `rejected`. */
  readonly registered: string[];
  readonly #backend: TestBackend;

  private constructor(backend: TestBackend, registered: string[]) {
    this.#backend = backend;
    this.registered = registered;
  }

  static async start(config: JsonObject, template: Entity): Promise<Portal> {
    const registered: string[] = [];
    const service = Object.assign(
      catalogServiceMock({ entities: [template] }),
      {
        async addLocation({ target }: { target: string }) {
          if (target.includes('/rejected/')) throw new Error('It is refused');
          registered.push(target);
          const location = { id: '1', type: 'url', target };
          return { location, entities: [component] };
        },
      },
    );
    const backend = await startTestBackend({
      features: [
        mockServices.rootConfig.factory({ data: config }),
        createServiceFactory({
          service: catalogServiceRef,
          deps: {},
          factory: () => service,
        }),
        scaffolderPlugin,
        catalog,
        gitopsScaffolder,
      ],
    });
    return new Portal(backend, registered);
  }

  async stop(): Promise<void> {
    await this.#backend.stop();
  }

  get #url(): string {
    return `http://localhost:${this.#backend.server.port()}/api/scaffolder`;
  }

  /** Tries a filled form as its last page does; gives the files that it makes. */
  async dryRun(
    template: Entity,
    values: JsonObject,
  ): Promise<Record<string, string>> {
    const response = await fetch(`${this.#url}/v2/dry-run`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ template, values, directoryContents: [] }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    const { directoryContents } = dryRunSchema.parse(JSON.parse(text));
    return Object.fromEntries(
      directoryContents.map(({ path, base64Content }) => [
        path,
        Buffer.from(base64Content, 'base64').toString(),
      ]),
    );
  }

  /** Sends a filled form, and waits until the run is over. */
  async run(values: JsonObject): Promise<TaskEnd> {
    const response = await fetch(`${this.#url}/v2/tasks`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        templateRef: 'template:default/new-gitops-repository',
        values,
      }),
    });
    if (!response.ok) {
      return { error: await response.text(), log: [] };
    }
    const { id } = taskSchema.parse(await response.json());
    const stream = await fetch(`${this.#url}/v2/tasks/${id}/eventstream`);
    const log: string[] = [];
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of stream.body ?? []) {
      rest += decoder.decode(chunk, { stream: true });
      const blocks = rest.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (!data) continue;
        const { type, body } = eventSchema.parse(JSON.parse(data));
        log.push(`${body.stepId ?? ''}: ${body.message}`);
        if (type === 'completion') {
          return { error: body.error?.message, output: body.output, log };
        }
      }
    }
    throw new Error('The events of the task ended before the task did');
  }
}
