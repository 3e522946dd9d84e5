import { fieldSchema } from './fieldSchema';
import { NewRepositoryFiles } from './NewRepositoryFiles';

/** For `ui:field: GitopsFiles`, on a page of its own: it is worked out when that is shown. */
export const filesField = {
  name: 'GitopsFiles',
  component: NewRepositoryFiles,
  schema: fieldSchema,
};
