import { screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { anApplication } from '@backstage-gitops/plugin-gitops-react/testUtils';
import { DeployedText } from './DeployedText';

const chart = {
  type: 'helm',
  repoUrl: 'https://charts.example.com',
  chart: 'web',
} as const;

describe('what runs', () => {
  it.each([
    ['a commit', {}, 'Bump checkout to 1.4.2'],
    [
      'a commit that is not indexed yet',
      { deployedCommit: null },
      'Commit not known yet',
    ],
    [
      'the version of a chart',
      {
        deployedCommit: null,
        sources: [{ ...chart }],
        sync: { deployedRevisions: ['1.2.0'] },
      },
      '1.2.0',
    ],
    [
      'the version of a chart, not the commit that asks for a newer one',
      {
        sources: [{ ...chart }],
        sync: {
          deployedRevisions: ['1.2.0'],
          desired: { engine: ['1.3.0'], git: [] },
        },
      },
      '1.2.0',
    ],
    [
      'the commit that asked for the version of a chart that runs',
      {
        sources: [{ ...chart }],
        sync: {
          deployedRevisions: ['1.2.0'],
          desired: { engine: ['1.2.0'], git: [] },
        },
      },
      'Bump checkout to 1.4.2',
    ],
    [
      'that nobody told',
      {
        deployedCommit: null,
        sources: [],
        sync: { deployedRevisions: [''] },
      },
      'Version not known',
    ],
    [
      'that nothing was ever deployed',
      {
        deployedCommit: null,
        sources: [{ ...chart }],
        sync: { deployedRevisions: [] },
      },
      /never/i,
    ],
  ])('is %s', async (_, part, text) => {
    renderInTestApp(<DeployedText application={anApplication(part)} />);
    expect(await screen.findByText(text)).toBeVisible();
  });
});
