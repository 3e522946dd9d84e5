import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Check what the overlays are rendered to',
    example: stringify({
      steps: [
        {
          id: 'validate',
          name: 'Check the manifests',
          action: 'gitops:validate',
          input: { paths: ['overlays'] },
        },
      ],
    }),
  },
  {
    description: 'Check an overlay, and manifests that are not rendered',
    example: stringify({
      steps: [
        {
          id: 'validate',
          name: 'Check the manifests',
          action: 'gitops:validate',
          input: { paths: ['overlays/staging', 'platform'] },
        },
      ],
    }),
  },
];
