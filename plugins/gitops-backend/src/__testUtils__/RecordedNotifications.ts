import {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';

/** Notifications that remember what they were to send. */
export class RecordedNotifications implements NotificationService {
  readonly sent: NotificationSendOptions[] = [];
  /** While there is one, nothing is sent. */
  failure: Error | undefined;
  tried = 0;

  async send(notification: NotificationSendOptions): Promise<void> {
    this.tried += 1;
    if (this.failure) throw this.failure;
    this.sent.push(notification);
  }
}
