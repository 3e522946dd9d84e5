import { z } from 'zod';
import { pullNumberSchema } from './pullNumber';

/** Pull requests with a commit; more than these are not looked at. */
const MAX_PULLS = 10;
const MAX_REVIEWS = 50;

/** Team names need a scope of their own, without which GitHub refuses all: only people are asked for. */
const FACTS = `
fragment facts on Commit {
  statusCheckRollup { state }
  signature { isValid }
  associatedPullRequests(first: ${MAX_PULLS}, orderBy: { field: CREATED_AT, direction: ASC }) {
    pageInfo { hasNextPage }
    nodes {
      number
      title
      url
      mergedAt
      author { login }
      baseRefName
      baseRepository { id }
      mergeCommit { oid }
      last: commits(last: 1) { nodes { commit { statusCheckRollup { state } } } }
      opinions: latestOpinionatedReviews(first: ${MAX_REVIEWS}) {
        nodes { state author { login } }
      }
      reviews: latestReviews(first: ${MAX_REVIEWS}) {
        nodes { state author { login } }
      }
      reviewRequests(first: ${MAX_REVIEWS}) {
        nodes { requestedReviewer { ... on User { login } ... on Bot { login } } }
      }
    }
  }
}`;

/** What of one commit was asked, by the name it has in the query. */
export function aliasOf(n: number): string {
  return `c${n}`;
}

/** A query for so many commits, whose ids are its variables `c0`, `c1` and so on. */
export function commitsQuery(count: number): string {
  const aliases = Array.from({ length: count }, (_, n) => aliasOf(n));
  const parameters = aliases.map(alias => `$${alias}: GitObjectID!`);
  const objects = aliases.map(
    alias => `${alias}: object(oid: $${alias}) { ...facts }`,
  );
  return `query($owner: String!, $name: String!, ${parameters.join(', ')}) {
  repository(owner: $owner, name: $name) { id ${objects.join(' ')} }
}${FACTS}`;
}

const whoSchema = z.object({ login: z.string() }).nullish();

/** Lists whose entries are null where we may not see them. */
const listOf = <T>(entry: z.ZodType<T>) =>
  z
    .object({ nodes: z.array(entry.nullable()).nullable() })
    .nullish()
    .transform(list => (list?.nodes ?? []).flatMap(each => each ?? []));

const rollupSchema = z.object({ state: z.string() }).nullish();
export type GithubRollup = z.infer<typeof rollupSchema>;

const reviewSchema = z.object({ state: z.string(), author: whoSchema });
export type GithubReview = z.infer<typeof reviewSchema>;

const pullSchema = z.object({
  number: pullNumberSchema,
  title: z.string(),
  url: z.string(),
  mergedAt: z.string().nullable(),
  author: whoSchema,
  baseRefName: z.string(),
  baseRepository: z.object({ id: z.string() }).nullish(),
  mergeCommit: z.object({ oid: z.string() }).nullish(),
  last: listOf(
    z.object({ commit: z.object({ statusCheckRollup: rollupSchema }) }),
  ),
  opinions: listOf(reviewSchema),
  reviews: listOf(reviewSchema),
  reviewRequests: listOf(
    z.object({
      requestedReviewer: z.object({ login: z.string().optional() }).nullish(),
    }),
  ),
});
export type GithubPull = z.infer<typeof pullSchema>;

export const factsSchema = z.object({
  statusCheckRollup: rollupSchema,
  signature: z.object({ isValid: z.boolean() }).nullish(),
  associatedPullRequests: z
    .object({
      pageInfo: z.object({ hasNextPage: z.boolean() }),
      nodes: z.array(pullSchema.nullable()).nullable(),
    })
    .nullish(),
});
export type GithubFacts = z.infer<typeof factsSchema>;

export const answerSchema = z.object({
  repository: z.record(z.string(), z.unknown()).nullish(),
});

export const errorsSchema = z.array(
  z.object({
    type: z.string().optional(),
    /** Where in the answer something is missing for it. */
    path: z.array(z.union([z.string(), z.number()])).optional(),
  }),
);
export type GithubErrors = z.infer<typeof errorsSchema>;
