import { DriftActor } from '@backstage-gitops/plugin-gitops-common';

/** Tools that write only when somebody uses them. Lens writes as `node-fetch`. */
const PERSON =
  /^(kubectl|oc$|k9s|lens|openlens|freelens|headlamp|node-fetch|mozilla|dashboard)/i;

/**
 * What writes by itself. `manager` is what a kubebuilder program is called
 * unless somebody gives it a name.
 */
const CONTROLLER =
  /^(kube-|cloud-controller|cluster-autoscaler|vpa-|keda|hpa|horizontal-pod|cert-manager|istio|pilot-|linkerd|manager$)|controller|operator|webhook|autoscaler|injector|reconciler/i;

/** Who is behind a field manager's name; only `person` lets anybody say "somebody". */
export function managerActor(manager: string): DriftActor {
  if (PERSON.test(manager)) return 'person';
  return CONTROLLER.test(manager) ? 'controller' : 'unknown';
}
