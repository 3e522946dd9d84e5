import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { GiteaIntegrationConfig } from '@backstage/integration';
import { cloneRepo } from '@backstage/plugin-scaffolder-node';
import { z } from 'zod';
import { RepositoryPlace } from '../hosts/gitHost';
import { GiteaClient } from '../hosts/giteaClient';
import { giteaHost } from '../hosts/giteaHost';
import { File } from '../register/files';
import { missingFrom } from '../register/planChanges';

const repositorySchema = z.object({ empty: z.boolean() });

/**
 * How far the publishing of files has come.
 * @param newDirectory - gives an empty directory
 * @throws ConflictError where the repository is there with other content
 */
export async function repositoryState(
  options: {
    config: GiteaIntegrationConfig;
    place: RepositoryPlace;
    files: File[];
    logger: LoggerService;
  },
  newDirectory: () => Promise<string>,
): Promise<'missing' | 'empty' | 'published'> {
  const { config, place, files, logger } = options;
  const found = await new GiteaClient(config, place).find(repositorySchema, '');
  if (found === undefined) return 'missing';
  if (found.empty) return 'empty';

  const { title, cloneUrl, credentials } = giteaHost(config, place);
  const dir = await newDirectory();
  await cloneRepo({ url: cloneUrl, dir, auth: await credentials(), logger });
  const { absent, different } = await missingFrom(dir, files);
  if (absent.length + different.length > 0) {
    throw new ConflictError(
      `${title} is there already, with other content: choose another name`,
    );
  }
  return 'published';
}
