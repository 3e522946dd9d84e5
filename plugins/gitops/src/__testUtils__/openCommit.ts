import { http, HttpResponse } from 'msw';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  Commit,
  CommitDetail,
  CommitDiff,
  TouchedApplication,
} from '@backstage-gitops/plugin-gitops-common';
import {
  aCommit,
  aMark,
} from '@backstage-gitops/plugin-gitops-react/testUtils';
import { answerGets, server } from './server';

/** The one that is opened. */
export const commit = aCommit({ subject: 'Bump checkout', marks: [aMark()] });
export const PLACE = `${commit.repositoryId}/${commit.sha}`;
/** What opens it, after the address of the tab. */
export const ADDRESS = `?commit=${encodeURIComponent(PLACE)}`;

/** As the commit touches it. */
export function touched(
  part: Partial<TouchedApplication> = {},
): TouchedApplication {
  return {
    applicationId: 'id-checkout-production',
    engine: 'argocd',
    instance: 'main',
    kind: 'Application',
    namespace: 'argocd',
    name: 'checkout-production',
    environment: 'production',
    entityRefs: ['component:default/checkout'],
    via: [],
    ...part,
  };
}

/** Answers what is asked of it. */
export function answerCommit(
  part: Partial<Commit> = {},
  rest: Partial<CommitDetail> = {},
): void {
  const answer: CommitDetail = {
    commit: { ...commit, ...part },
    files: ['apps/checkout/base/deployment.yaml'],
    otherFiles: 0,
    impact: { items: [touched()], hidden: 0 },
    ...rest,
  };
  server.use(http.get(`*/commits/${PLACE}`, () => HttpResponse.json(answer)));
}

/** Answers what it changed, and keeps the queries. */
export function answerDiff(answer: Partial<CommitDiff>): URLSearchParams[] {
  return answerGets('/diff', {
    message: '',
    files: [],
    otherFiles: 0,
    ...answer,
  });
}

/** The dialog of the commit, where what it changed was asked for. */
export async function showDiff() {
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(
    await dialog.findByRole('button', { name: 'Show what it changed' }),
  );
  return dialog;
}
