import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Render each overlay to a file below `rendered`',
    example: stringify({
      steps: [
        {
          id: 'render',
          name: 'Render the overlays',
          action: 'gitops:render',
          input: { path: 'overlays' },
        },
      ],
    }),
  },
  {
    description: 'Render one overlay, to another directory',
    example: stringify({
      steps: [
        {
          id: 'render',
          name: 'Render staging',
          action: 'gitops:render',
          input: { path: 'overlays/staging', output: 'manifests' },
        },
      ],
    }),
  },
];
