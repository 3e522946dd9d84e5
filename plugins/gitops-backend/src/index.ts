/**
 * The GitOps backend: observes engines and Git, and answers per catalog entity.
 *
 * @packageDocumentation
 */
export { gitopsPlugin as default } from './plugin';
export { eventsModuleSignedWebhooks } from './webhooks/eventsModuleSignedWebhooks';
