import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { registerMswTestHooks } from '@backstage/test-utils';
import { anAnswer } from '@backstage-gitops/plugin-gitops-react/testUtils';
import { aPending } from '../../__testUtils__/acting';
import { anEntity } from '../../__testUtils__/entity';
import { mount } from '../../__testUtils__/mount';
import {
  answerApplications,
  answerCommits,
  answerGets,
  server,
} from '../../__testUtils__/server';

const render = mount['the new frontend system'];

describe('the difference', () => {
  registerMswTestHooks(server);
  beforeEach(() => answerCommits({}));

  it('shows what differs, line by line', async () => {
    const pending = aPending();
    answerApplications(anAnswer([pending]));
    answerGets('/diff', {
      items: [
        {
          group: 'apps',
          kind: 'Deployment',
          name: 'web',
          desired: 'spec:\n  replicas: 2\n',
          live: 'spec:\n  replicas: 5\n',
        },
      ],
      truncated: false,
    });
    await render('tab', anEntity());

    await userEvent.click(
      await screen.findByRole('button', { name: /^More for/ }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Look at the difference' }),
    );
    const region = await screen.findByRole('region', {
      name: 'Deployment/web',
    });
    expect(region).toHaveTextContent('spec: - replicas: 2 + replicas: 5');
  });
});
