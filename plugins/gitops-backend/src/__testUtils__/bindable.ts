import { BindableApplication } from '../bind/BindableApplication';

/** The application `web` of Argo CD, but for what is said otherwise. */
export function bindable(
  overrides: Partial<BindableApplication> = {},
): BindableApplication {
  return {
    id: 'id-1',
    engine: 'argocd',
    instance: 'main',
    namespace: 'argocd',
    name: 'web',
    labels: { app: 'web' },
    destination: {},
    sources: [],
    entityRefs: [],
    ...overrides,
  };
}
