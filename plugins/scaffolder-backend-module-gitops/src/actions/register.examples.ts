import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const input = {
  repoUrl: 'git.example.com?owner=platform&repo=fleet',
  sourcePath: 'platform',
  branchName: 'gitops/add-web',
  title: 'Add web',
};

export const examples: TemplateExample[] = [
  {
    description:
      'Open a pull request that adds the files below `platform` to the repository that the engine watches',
    example: stringify({
      steps: [
        {
          id: 'register',
          name: 'Register with the engine',
          action: 'gitops:register',
          input: { ...input, description: 'Brings web to its environments.' },
        },
      ],
    }),
  },
  {
    description:
      'Before anything is made, see whether the files could be added',
    example: stringify({
      steps: [
        {
          id: 'check',
          name: 'See whether the name is free',
          action: 'gitops:register',
          input: { ...input, checkOnly: true },
        },
      ],
    }),
  },
];
