import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { AlertChannel, Telling } from './AlertChannel';
import { notificationOf } from './notification';
import { findRecipients } from './findRecipients';

/** Tells the owners of entities, by Backstage's notifications. */
export class NotificationChannel implements AlertChannel {
  readonly name = 'notification';
  readonly #options: {
    notifications: NotificationService;
    catalog: CatalogService;
    auth: AuthService;
    logger: LoggerService;
  };

  constructor(options: {
    notifications: NotificationService;
    catalog: CatalogService;
    auth: AuthService;
    logger: LoggerService;
  }) {
    this.#options = options;
  }

  async tell(telling: Telling): Promise<boolean> {
    const { alert, what, entityRefs } = telling;
    // An application that is seen for the first time is bound a little later.
    if (entityRefs.length === 0) return what === 'closed';
    const { notifications, logger } = this.#options;
    const present = await findRecipients(this.#options, entityRefs);
    if (present.length === 0) {
      logger.warn(
        `Nobody is told that the drift of ${
          alert.application.name
        } ${what}: the catalog has no owner of ${entityRefs.join(', ')}.`,
      );
      return true;
    }
    await notifications.send({
      recipients: { type: 'entity', entityRef: present },
      payload: notificationOf({ ...telling, entityRefs: present }),
    });
    return true;
  }
}
