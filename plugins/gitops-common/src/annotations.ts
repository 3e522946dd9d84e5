/** Entity annotations that bind Argo CD applications; those of the plugins that came before. */
export const ARGOCD_APP_NAME = 'argocd/app-name';
export const ARGOCD_APP_SELECTOR = 'argocd/app-selector';
export const ARGOCD_APP_NAMESPACE = 'argocd/app-namespace';
export const ARGOCD_INSTANCE_NAME = 'argocd/instance-name';
export const ARGOCD_PROJECT_NAME = 'argocd/project-name';

/** Entity annotations that bind Flux objects; those of Backstage's Kubernetes plugin. */
export const KUBERNETES_ID = 'backstage.io/kubernetes-id';
export const KUBERNETES_LABEL_SELECTOR =
  'backstage.io/kubernetes-label-selector';
export const KUBERNETES_NAMESPACE = 'backstage.io/kubernetes-namespace';
export const KUBERNETES_CLUSTER = 'backstage.io/kubernetes-cluster';

/**
 * Labels on an application with the id of its entity, which is the entity's name
 * unless the entity says otherwise; of the Argo CD plugins and of the Kubernetes one.
 */
export const ID_LABELS = ['backstage', 'backstage-name', KUBERNETES_ID];

/** Entity annotation of TeraSky's ingestor, behind its prefix: the file that the entity was made from. */
export const SOURCE_FILE_URL = 'source-file-url';

/** Entity annotation that binds what is reported from outside: `<instance>/<name>`, several separated by commas. */
export const EXTERNAL_NAME = 'gitops/external-name';

/** On the application: names the entity it belongs to, which confirms a binding. */
export const ENTITY_REF = 'backstage.io/entity-ref';

/**
 * Written upstream with whatever is asked for in the portal: the entity ref of
 * the person, and the operation's id. In Argo CD as `infos` of the sync, in Flux
 * as annotations.
 */
export const REQUESTED_BY = 'backstage.io/gitops-requested-by';
export const REQUEST_ID = 'backstage.io/gitops-request-id';
