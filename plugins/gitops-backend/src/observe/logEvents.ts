import { LoggerService } from '@backstage/backend-plugin-api';
import { TransitionEvent } from '../transition';

/** States in the log what operators may look for there. */
export function logEvents(
  events: TransitionEvent[],
  logger: LoggerService,
): void {
  for (const event of events) {
    switch (event.type) {
      case 'driftOpened':
        logger.info(
          `Application ${event.applicationId} drifts (${event.incidentId})`,
        );
        break;
      case 'driftClosed':
        logger.info(
          `Application ${event.applicationId} drifts no more (${event.incidentId})`,
        );
        break;
      default:
        logger.debug(
          `Application ${event.applicationId} is ${event.to.sync}, ${event.to.divergence}, ${event.to.health}`,
        );
    }
  }
}
