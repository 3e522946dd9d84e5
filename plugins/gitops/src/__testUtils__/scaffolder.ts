import { http, HttpResponse } from 'msw';
import { server } from './server';

export const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'new-gitops-repository', namespace: 'default' },
  spec: {
    type: 'service',
    steps: [{ id: 'base', action: 'gitops:skeleton' }],
  },
};

const TEMPLATE_REF = 'template:default/new-gitops-repository';

const pages = [
  {
    title: 'The service',
    schema: {
      title: 'The service',
      properties: { name: { title: 'Name', type: 'string' } },
    },
  },
  {
    title: 'The files',
    schema: {
      title: 'The files',
      properties: {
        files: {
          title: 'The files are not shown here',
          description: 'Go on without.',
          type: 'object',
          'ui:field': 'GitopsFiles',
          'ui:options': {
            template: TEMPLATE_REF,
            folders: [
              { path: 'repository', title: 'The new repository' },
              { path: 'platform', title: 'The pull request' },
            ],
          },
        },
      },
    },
  },
];

/** The form of the template has one field, and then the files. */
export function answerForm(): void {
  server.use(
    http.get('*/v2/templates/*', () =>
      HttpResponse.json({ title: 'New GitOps repository', steps: pages }),
    ),
  );
}

/** What the scaffolder says to a dry run that would make files. */
export function dryRunOf(files: Record<string, string>) {
  return {
    directoryContents: Object.entries(files).map(([path, content]) => ({
      path,
      base64Content: Buffer.from(content).toString('base64'),
    })),
    log: [],
    steps: [],
    output: {},
  };
}
