import { LoggerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import { GitHistory } from '../git/types';
import { PUSH_TOPICS, pushedUrls } from './pushedUrls';

/**
 * Fetches repositories that are known as soon as their host says that somebody has
 * pushed. That is all an event can do: one that is not understood, comes twice or is
 * about another repository does nothing, and one that is lost is made up for when the
 * repository is next due.
 */
export async function followPushes(options: {
  events: EventsService;
  git: GitHistory;
  logger: LoggerService;
}): Promise<void> {
  const { events, git, logger } = options;
  await events.subscribe({
    id: 'git-pushes',
    topics: PUSH_TOPICS,
    async onEvent({ topic, eventPayload }) {
      const urls = pushedUrls(topic, eventPayload);
      if (!urls) {
        logger.debug(`An event on ${topic} does not name a repository`);
        return;
      }
      try {
        const count = await git.pushed(urls);
        logger.debug(`An event on ${topic} asks for ${count} repositories`);
      } catch {
        // What a database says can hold what the event holds.
        logger.debug(`An event on ${topic} could not be looked up`);
      }
    },
  });
}
