import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** What a template says of the field, and the value of it: it has none. */
export const fieldSchema = makeFieldSchema({
  output: z => z.object({}).optional(),
  uiOptions: z =>
    z.object({
      template: z.string().describe('The template itself, as an entity ref'),
      folders: z
        .array(z.object({ path: z.string(), title: z.string() }))
        .describe('What to show of the workspace'),
    }),
});
