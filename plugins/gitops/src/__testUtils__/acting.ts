import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { OperationPreview } from '@backstage-gitops/plugin-gitops-common';
import { anApplication } from '@backstage-gitops/plugin-gitops-react/testUtils';

export const PREVIEW = '/operations:preview';
export const OPERATIONS = '/operations';

let count = 0;

/** One of its own for each test: what one test loaded another must not see. */
export function aPending() {
  return anApplication({
    id: `pending-${++count}`,
    sync: { status: 'OutOfSync', divergence: 'Pending', pendingCommits: 3 },
    allowed: { operations: { sync: true, refresh: true }, diff: true },
  });
}

/** Of something that would do nothing that is known of. */
export function aPreview(
  part: Partial<OperationPreview> = {},
): OperationPreview {
  return {
    type: 'sync',
    commits: [],
    totalCommits: 0,
    resources: null,
    undoes: { fields: [], total: 0 },
    notes: [],
    ...part,
  };
}

/** Presses a button that opens a dialog. */
export async function openDialog(button: string) {
  await userEvent.click(await screen.findByRole('button', { name: button }));
  return within(await screen.findByRole('dialog'));
}
