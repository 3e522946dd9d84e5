import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { registerMswTestHooks } from '@backstage/test-utils';
import {
  aDrift,
  anAnswer,
  anApplication,
} from '@backstage-gitops/plugin-gitops-react/testUtils';
import { anEntity } from '../../__testUtils__/entity';
import { mount } from '../../__testUtils__/mount';
import {
  answerApplications,
  refuseApplications,
  server,
} from '../../__testUtils__/server';

const newSystem = mount['the new frontend system'];

describe.each(Object.entries(mount))('GitopsCard in %s', (_, render) => {
  registerMswTestHooks(server);

  it('says per environment what runs and whether it is what Git says', async () => {
    answerApplications(
      anAnswer([
        anApplication({ name: 'checkout-staging', environment: 'staging' }),
        anApplication({
          sync: {
            status: 'OutOfSync',
            divergence: 'Pending',
            pendingCommits: 3,
          },
        }),
      ]),
    );
    await render('card', anEntity());

    expect(await screen.findByText(/Pending · 3 commits/)).toBeVisible();
    expect(screen.getByText('Synced')).toBeVisible();
    expect(screen.getAllByText('Bump checkout to 1.4.2')).toHaveLength(2);
    expect(screen.getByRole('link', { name: /open gitops/i })).toHaveAttribute(
      'href',
      expect.stringMatching(/checkout-\d+\/gitops$/),
    );
  });
});

describe('GitopsCard', () => {
  registerMswTestHooks(server);

  it('names the field, both values and who changed it', async () => {
    answerApplications(
      anAnswer([
        anApplication({
          sync: { status: 'OutOfSync', divergence: 'Drifted' },
          drift: aDrift(),
        }),
      ]),
    );
    await newSystem('card', anEntity());

    expect(
      await screen.findByText('Deployment/checkout spec.replicas: 2 → 5'),
    ).toBeVisible();
    expect(screen.getByText('by kubectl-edit')).toBeVisible();
  });

  it('shows what an unreachable instance last said, with its age', async () => {
    answerApplications(anAnswer([anApplication({ stale: true })]));
    await newSystem('card', anEntity());

    expect(await screen.findByText(/^Stale · seen .+ ago$/)).toBeVisible();
    expect(screen.getByText('Synced')).toBeVisible();
  });

  it('does not show health as fine beside a comparison that failed', async () => {
    answerApplications(
      anAnswer([
        anApplication({
          sync: {
            status: 'Unknown',
            divergence: 'Unknown',
            reason: 'repository not found',
          },
        }),
      ]),
    );
    await newSystem('card', anEntity());

    expect(await screen.findByText('repository not found')).toBeVisible();
    expect(screen.queryByText('Healthy')).not.toBeInTheDocument();
  });

  it('offers the annotation when nothing is bound', async () => {
    answerApplications(anAnswer([]));
    const entity = anEntity();
    await newSystem('card', entity);

    expect(
      await screen.findByText('No GitOps application is bound to this entity.'),
    ).toBeVisible();
    await waitFor(() =>
      expect(document.body).toHaveTextContent(
        `argocd/app-name: ${entity.metadata.name}`,
      ),
    );
  });

  it('says that seeing is not allowed', async () => {
    refuseApplications(403, 'Not allowed');
    await newSystem('card', anEntity());

    expect(
      await screen.findByText('You may not see GitOps status'),
    ).toBeVisible();
  });

  it('says what failed and tries again on request', async () => {
    refuseApplications(500, 'the database is away');
    await newSystem('card', anEntity());
    expect(await screen.findByText(/the database is away/)).toBeVisible();

    answerApplications(anAnswer([anApplication()]));
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));

    expect(await screen.findByText('Synced')).toBeVisible();
    expect(screen.queryByText(/the database is away/)).not.toBeInTheDocument();
  });
});
