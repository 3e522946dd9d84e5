import { Request } from 'express';
import { Clock } from '../clock';
import { BareRepository } from './bareRepository';
import { CommitStatuses } from './commitStatuses';
import { callerOf, isAccount } from './credentials';
import { PullRequests } from './pullRequests';
import { Repositories } from './repositories';
import { Person } from './types';

/** A token that was revoked, or somebody who asks too often. */
export type ApiRefusal =
  | { kind: 'unauthorized' }
  | { kind: 'limited'; retryAfterSeconds: number };

/** What everything that the Git host answers over HTTP is made from. */
export interface HostContext {
  /** Base URL of the host, no trailing slash. */
  base: () => string;
  people: readonly Person[];
  repositories: Repositories;
  pulls: PullRequests;
  statuses: CommitStatuses;
  /** What the REST API answers to everything; undefined: as it should. */
  apiRefusal: () => ApiRefusal | undefined;
  clock: Clock;
}

/**
 * The repository of `:owner/:repo`, with or without `.git`. A private one looks
 * absent to those who may not read it.
 */
export function visibleRepository(
  { repositories }: HostContext,
  request: Request,
): BareRepository | undefined {
  const { owner, repo } = request.params;
  const repository = repositories.find(
    `${owner}/${repo}`.replace(/\.git$/, ''),
  );
  return repository?.spec.private && !isAccount(callerOf(request))
    ? undefined
    : repository;
}
