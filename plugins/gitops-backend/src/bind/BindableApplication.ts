import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';

/** Of an application what binding looks at. */
export interface BindableApplication
  extends Pick<
    ObservedApplication,
    | 'namespace'
    | 'name'
    | 'project'
    | 'labels'
    /** This and the sources only where rules or source locations bind, else empty. */
    | 'destination'
    | 'sources'
    /** Entities that the application itself names. */
    | 'entityRefs'
  > {
  id: string;
  engine: string;
  instance: string;
}

/**
 * What it is like is a service's word, which no engine has seen. Such a service says by
 * name whose the application is; whatever else it tells confirms nothing by itself.
 */
export function isReported({
  engine,
}: Pick<BindableApplication, 'engine'>): boolean {
  return engine === 'external';
}
