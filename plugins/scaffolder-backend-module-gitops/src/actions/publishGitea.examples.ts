import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const input = {
  repoUrl: 'git.example.com?owner=shop&repo=web',
  description: 'The web shop',
  sourcePath: 'repository',
};

export const examples: TemplateExample[] = [
  {
    description: 'Publish a directory of the workspace as a new repository',
    example: stringify({
      steps: [
        {
          id: 'publish',
          name: 'Make the repository',
          action: 'gitops:publish:gitea',
          input,
        },
      ],
    }),
  },
  {
    description: 'Publish it so that others can read it',
    example: stringify({
      steps: [
        {
          id: 'publish',
          name: 'Make the repository',
          action: 'gitops:publish:gitea',
          input: { ...input, repoVisibility: 'public' },
        },
      ],
    }),
  },
];
