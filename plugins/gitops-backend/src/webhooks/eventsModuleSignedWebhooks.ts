import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  EventParams,
  EventsService,
  eventsServiceRef,
  SubTopicEventRouter,
} from '@backstage/plugin-events-node';
import { eventsExtensionPoint } from '@backstage/plugin-events-node/alpha';
import { signatureValidator } from './signature';

/** Hosts that sign their webhooks, and which header of theirs holds the signature. */
const HEADERS: Readonly<Record<string, string>> = {
  gitea: 'x-gitea-signature',
  bitbucketCloud: 'x-hub-signature',
  bitbucketServer: 'x-hub-signature',
};

/** From `gitea` to `gitea.push`, as the modules of other hosts do for theirs. */
class GiteaEventRouter extends SubTopicEventRouter {
  constructor(events: EventsService) {
    super({ events, topic: 'gitea' });
  }

  protected getSubscriberId(): string {
    return 'GiteaEventRouter';
  }

  protected determineSubTopic({ metadata }: EventParams): string | undefined {
    const event = metadata?.['x-gitea-event'];
    return typeof event === 'string' ? event : undefined;
  }
}

/**
 * Takes in webhooks of Gitea, Forgejo and Bitbucket, for which Backstage checks no
 * signatures: at `/api/events/http/<host>` where `events.modules.<host>.webhookSecret`
 * is set, and only with the right signature.
 */
export const eventsModuleSignedWebhooks = createBackendModule({
  pluginId: 'events',
  moduleId: 'signed-webhooks',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        ingresses: eventsExtensionPoint,
      },
      async init({ config, events, ingresses }) {
        for (const [topic, header] of Object.entries(HEADERS)) {
          const secret = config.getOptionalString(
            `events.modules.${topic}.webhookSecret`,
          );
          if (secret === undefined) continue;
          const validator = signatureValidator(header, secret);
          ingresses.addHttpPostIngress({ topic, validator });
        }
        await new GiteaEventRouter(events).subscribe();
      },
    });
  },
});
