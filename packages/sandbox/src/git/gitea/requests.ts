import { Request, Response } from 'express';
import { BareRepository } from '../bareRepository';
import { callerOf, GitAccount, isAccount, mayWrite } from '../credentials';
import { HostContext, visibleRepository } from '../hostContext';
import { readCommit } from '../commitLog';
import { RepositoryFacts } from './repositoryShape';
import { GiteaError, GiteaNotFound } from './errors';

const MAX_LIMIT = 50;
const REVISION = /^[A-Za-z0-9][A-Za-z0-9._/-]*$/;

/** The repository of the path; whoever may not read it gets Gitea's 404. */
export function repositoryOf(
  context: HostContext,
  request: Request,
): BareRepository {
  const repository = visibleRepository(context, request);
  if (!repository) {
    throw new GiteaNotFound();
  }
  return repository;
}

/** The account that asks, where there is one. */
export function requireAccount(request: Request): GitAccount {
  const caller = callerOf(request);
  if (!isAccount(caller)) {
    throw new GiteaError(401, 'token is required');
  }
  return caller;
}

/** The account that asks, where it may change things; `refusal` is what others are told. */
export function requireWriter(
  request: Request,
  refusal: string = 'user should have a permission to write to a repo',
): GitAccount {
  const account = requireAccount(request);
  if (!account.mayWrite) {
    throw new GiteaError(403, refusal);
  }
  return account;
}

/** The full SHA of a branch, tag or SHA; anything else is a 404. */
export async function commitAt(
  repository: BareRepository,
  revision: string,
): Promise<string> {
  const sha = REVISION.test(revision)
    ? await repository.resolve(revision).catch(() => undefined)
    : undefined;
  if (!sha) {
    throw new GiteaNotFound();
  }
  return sha;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export interface Page {
  number: number;
  limit: number;
}

/** `?page` and `?limit`, as far as they make sense. */
export function pageOf({ query }: Request): Page {
  const count = (value: unknown, fallback: number) => {
    const number = Number(textOf(value));
    return Number.isInteger(number) && number > 0 ? number : fallback;
  };
  return {
    number: count(query.page, 1),
    limit: Math.min(count(query.limit, MAX_LIMIT), MAX_LIMIT),
  };
}

/** That part of a list. */
export function slice<T>(items: readonly T[], { number, limit }: Page): T[] {
  return items.slice((number - 1) * limit, number * limit);
}

/** Answers with one page of a list that has `total` items. */
export function sendPage(
  response: Response,
  items: readonly unknown[],
  { number, limit }: Page,
  total: number,
): void {
  response.setHeader('X-Total-Count', String(total));
  response.setHeader('X-HasMore', String(number * limit < total));
  response.json(items);
}

export async function repositoryFacts(
  { repositories, pulls }: HostContext,
  repository: BareRepository,
  request: Request,
): Promise<RepositoryFacts> {
  const tip = (await repository.branches()).get(repository.defaultBranch);
  const newest = tip && (await readCommit(repository, tip));
  return {
    id: repositories.idOf(repository),
    empty: !newest,
    openPulls: pulls.of(repository).filter(({ merged }) => !merged).length,
    updatedAt: newest
      ? new Date(newest.committer.date)
      : repository.spec.createdAt ?? new Date(0),
    mayWrite: mayWrite(callerOf(request)),
  };
}
