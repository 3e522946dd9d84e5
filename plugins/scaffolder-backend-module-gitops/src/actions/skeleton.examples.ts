import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'The overlay of one environment',
    example: stringify({
      steps: [
        {
          action: 'gitops:skeleton',
          input: {
            skeleton: 'overlay',
            targetPath: 'repository/overlays/staging',
            values: {
              name: 'web',
              namespace: 'web',
              image: 'registry.example.com/web:1.4.2',
              replicas: 2,
            },
          },
        },
      ],
    }),
  },
];
