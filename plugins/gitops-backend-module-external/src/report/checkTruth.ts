import { z } from 'zod';

/** What is looked at of a reported application. */
interface Told {
  sources: Array<{ type: string }>;
  sync: {
    status: string;
    message?: string;
    desiredRevisions: string[];
    deployedRevisions?: string[];
    byRevisionOnly: boolean;
  };
  drift?: {
    fields: Array<{
      resource: { kind: string };
      desired?: string;
      live?: string;
    }>;
    total?: number;
  };
  syncs?: Array<{
    key: string;
    phase: string;
    deployed: boolean;
    startedAt: string;
    finishedAt?: string;
  }>;
}

const COMMIT = /^([0-9a-f]{40}|[0-9a-f]{64})?$/;

/** What cannot be true together, or could not be read rightly, is refused with its path. */
export function checkTruth(
  { sources, sync, drift, syncs = [] }: Told,
  context: z.core.$RefinementCtx,
): void {
  const refuse = (path: Array<string | number>, message: string) =>
    context.addIssue({ code: 'custom', path, message });

  if (sync.message !== undefined && sync.status !== 'Unknown') {
    refuse(
      ['sync', 'message'],
      'says why nothing could be compared, so the status must be Unknown; for anything else there are conditions',
    );
  }
  for (const list of ['desiredRevisions', 'deployedRevisions'] as const) {
    const given = sync[list] ?? [];
    if (given.length > 0 && given.length !== sources.length) {
      refuse(
        ['sync', list],
        `must have one for each of the ${sources.length} sources, or none`,
      );
    }
    given.forEach((revision, index) => {
      if (sources[index]?.type === 'git' && !COMMIT.test(revision)) {
        refuse(
          ['sync', list, index],
          'must be a whole commit SHA, or empty where it is not known',
        );
      }
    });
  }
  if (drift) {
    const { fields, total = fields.length } = drift;
    if (total < fields.length) {
      refuse(['drift', 'total'], 'must not be less than there are fields');
    }
    if (total > 0 && sync.status === 'Synced' && !sync.byRevisionOnly) {
      refuse(
        ['drift'],
        'cannot be there where state was compared and found to be Synced',
      );
    }
    fields.forEach(({ resource, desired, live }, index) => {
      if (resource.kind === 'Secret' && (desired ?? live) !== undefined) {
        refuse(
          ['drift', 'fields', index],
          'must not have the values of a Secret',
        );
      }
    });
  }
  syncs.forEach(({ phase, deployed, startedAt, finishedAt }, index) => {
    if (finishedAt && Date.parse(finishedAt) < Date.parse(startedAt)) {
      refuse(['syncs', index, 'finishedAt'], 'must not be before startedAt');
    }
    if (deployed && phase !== 'Succeeded') {
      refuse(
        ['syncs', index, 'deployed'],
        'can be true only of a run that Succeeded',
      );
    }
  });
  if (new Set(syncs.map(({ key }) => key)).size !== syncs.length) {
    refuse(['syncs'], 'must each have a key of its own');
  }
}
