import { EventParams, EventsService } from '@backstage/plugin-events-node';

/** An event bus that remembers what was published on it. */
export class RecordedEvents implements EventsService {
  readonly published: EventParams[] = [];

  async publish(event: EventParams): Promise<void> {
    this.published.push(event);
  }

  async subscribe(): Promise<void> {}
}
