import {
  AcknowledgeRequest,
  Alert,
  Alerts,
  AlertsQuery,
  ApplicationDiff,
  ApplicationInputs,
  ApplicationResources,
  CommitDetail,
  CommitDiff,
  CommitsQuery,
  EntityApplications,
  EntityCommits,
  Facets,
  FacetsQuery,
  Fleet,
  FleetQuery,
  Impact,
  ImpactQuery,
  Instances,
  OperationPreview,
  OperationRequest,
  OperationsQuery,
  OperationType,
  RequestedOperation,
  RequestedOperations,
  Syncs,
  SyncsQuery,
} from '@backstage-gitops/plugin-gitops-common';
import { ApiRef, createApiRef } from '@backstage/frontend-plugin-api';

/**
 * What the GitOps backend answers to the person who is signed in. Every method
 * throws a ResponseError: 403 with a sentence for what is not allowed, 404 for
 * what does not exist or may not be seen.
 */
export interface GitopsApi {
  /** The applications of an entity. */
  entityApplications(entityRef: string): Promise<EntityApplications>;
  /** Commits that touch what the entity's applications are rendered from, newest first. */
  entityCommits(
    entityRef: string,
    query?: CommitsQuery,
  ): Promise<EntityCommits>;
  /** One commit, what it touches and which files it changes; from the store. */
  commit(repositoryId: string, sha: string): Promise<CommitDetail>;
  /** The message of a commit and what it changes in each file, asked of Git. */
  commitDiff(repositoryId: string, sha: string): Promise<CommitDiff>;
  /** Which applications paths in a repository, or one of its pull requests, touch. */
  impact(query: ImpactQuery): Promise<Impact>;
  /** What was asked for in the portal of the entity's applications, newest first. */
  entityOperations(
    entityRef: string,
    query?: OperationsQuery,
  ): Promise<RequestedOperations>;
  /** What is known of the syncs of the entity's applications, newest first. */
  entitySyncs(entityRef: string, query?: SyncsQuery): Promise<Syncs>;

  /** What an operation would do, as far as is known. */
  previewOperation(
    applicationId: string,
    type: OperationType,
  ): Promise<OperationPreview>;
  /** Asks for an operation; one that is under way already is given back instead. */
  requestOperation(
    applicationId: string,
    request: OperationRequest,
  ): Promise<RequestedOperation>;

  /** What in Git an application is rendered from. */
  inputs(applicationId: string): Promise<ApplicationInputs>;
  /** What an application manages, asked of its engine. */
  resources(applicationId: string): Promise<ApplicationResources>;
  /** What should be beside what is, asked of the engine. */
  diff(applicationId: string): Promise<ApplicationDiff>;

  /** One page of all applications that may be seen. */
  fleet(query?: FleetQuery): Promise<Fleet>;
  /** How many there are of each kind. */
  facets(query?: FacetsQuery): Promise<Facets>;

  /** Every instance and repository that is observed, for operators. */
  instances(): Promise<Instances>;

  alerts(query?: AlertsQuery): Promise<Alerts>;
  /** Takes note of an alert, for everybody to see. */
  acknowledgeAlert(id: string, request: AcknowledgeRequest): Promise<Alert>;
}

export const gitopsApiRef: ApiRef<GitopsApi> = createApiRef<GitopsApi>().with({
  id: 'plugin.gitops.client',
  pluginId: 'gitops',
});
