import {
  anAnswer,
  anApplication,
  aCommit,
} from '@backstage-gitops/plugin-gitops-react/testUtils';
import { screen, within } from '@testing-library/react';
import { Commit } from '@backstage-gitops/plugin-gitops-common';
import { anEntity } from './entity';
import { mount } from './mount';
import { answerApplications } from './server';

export const staging = anApplication({
  name: 'checkout-staging',
  environment: 'staging',
});
export const production = anApplication();

let commits = 0;

/** One that no other test has. */
export function anotherCommit(part: Partial<Commit> = {}): Commit {
  const sha = (++commits).toString(16).padStart(40, '0');
  return aCommit({ sha, subject: `Commit ${commits}`, ...part });
}

/** The tab of an entity that is deployed to staging and production. */
export async function showTab(
  rest = '',
  render = mount['the new frontend system'],
): Promise<void> {
  answerApplications(anAnswer([production, staging]));
  await render('tab', anEntity(), { rest });
}

/** What is in the list of commits, once it is there. */
export async function commitRows(): Promise<HTMLElement[]> {
  return within(await screen.findByRole('table'))
    .getAllByRole('row')
    .slice(1);
}
