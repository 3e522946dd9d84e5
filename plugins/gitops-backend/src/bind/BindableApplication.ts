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
