import { managerActor } from './managerActor';

describe('managerActor', () => {
  it.each([
    ['kubectl', 'person'],
    ['kubectl-edit', 'person'],
    ['kubectl-client-side-apply', 'person'],
    ['k9s', 'person'],
    ['OpenLens', 'person'],
    ['node-fetch', 'person'],
    ['Mozilla', 'person'],
    ['kube-controller-manager', 'controller'],
    ['vpa-recommender', 'controller'],
    ['keda-operator', 'controller'],
    ['cert-manager-cainjector', 'controller'],
    ['manager', 'controller'],
    ['my-webhook', 'controller'],
    ['helm', 'unknown'],
    ['ops-console', 'unknown'],
    ['octopus', 'unknown'],
    ['', 'unknown'],
  ])('%s is a %s', (manager, actor) => {
    expect(managerActor(manager)).toBe(actor);
  });
});
