import { act, screen, waitFor } from '@testing-library/react';
import { registerMswTestHooks } from '@backstage/test-utils';
import {
  anAnswer,
  anApplication,
} from '@backstage-gitops/plugin-gitops-react/testUtils';
import { anEntity } from '../../__testUtils__/entity';
import { mount } from '../../__testUtils__/mount';
import {
  answerApplications,
  answerCommits,
  server,
} from '../../__testUtils__/server';

const staging = anApplication({
  name: 'checkout-staging',
  environment: 'staging',
});
const production = anApplication();

describe.each(Object.entries(mount))('Lanes in %s', (_, render) => {
  registerMswTestHooks(server);

  it('has the application that the address names focused, once', async () => {
    answerApplications(anAnswer([staging, production]));
    answerCommits({});
    await render('tab', anEntity(), { rest: `#${production.id}` });

    const named = await screen.findByRole('article', {
      name: 'checkout-production',
    });
    await waitFor(() => expect(named).toHaveFocus());

    act(() => named.blur());
    answerApplications(
      anAnswer([
        staging,
        { ...production, health: { ...production.health, status: 'Degraded' } },
      ]),
    );
    await waitFor(() => {
      // Until one comes so long after the last load that it is heeded.
      window.dispatchEvent(new Event('online'));
      expect(named).toHaveTextContent('Degraded');
    });
    expect(named).not.toHaveFocus();
  });

  it('takes no focus by another address', async () => {
    answerApplications(anAnswer([staging, production]));
    answerCommits({});
    await render('tab', anEntity(), { rest: '#gone' });

    await screen.findByRole('article', { name: 'checkout-production' });
    expect(document.body).toHaveFocus();
  });
});
