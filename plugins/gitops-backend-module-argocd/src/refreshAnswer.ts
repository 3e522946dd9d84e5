import { OperationAnswer } from '@backstage-gitops/plugin-gitops-node';
import { ArgocdApplication } from './project/application';
import { comparisonFailed } from './project/comparisonFailed';

/** What came of a refresh, as the application is after it. */
export function refreshAnswer(refreshed: ArgocdApplication): OperationAnswer {
  const failed = comparisonFailed(refreshed);
  return {
    phase: 'Succeeded',
    message: failed && `It could not be compared: ${failed}`,
  };
}
