import { chore, Edit, everydayEdit, lastCluster, setTag } from './changes';
import { Person } from '../git/types';
import { Change, HistoryDraft } from './historyDraft';
import { people, pipeline, teams } from './people';
import { Random } from './random';
import { everydayReviewing } from './reviewing';
import { releasesOf } from './repositoryState';
import { Service } from './services';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Between the first commit and the next: times are moved back to a Friday. */
const SETTLING = 3 * DAY;

interface Event {
  at: number;
  edits: Edit[];
}

interface Period {
  from: Date;
  to: Date;
}

/** The nearest working hour before; people of this company sleep at night. */
function atWork(time: number, random: Random): number {
  const day = new Date(time);
  const weekday = day.getUTCDay();
  const back = weekday === 0 ? 2 : Number(weekday === 6);
  const midnight = Math.floor(time / DAY) * DAY - back * DAY;
  return midnight + 7 * HOUR + random.between(0, 10 * 3_600) * 1_000;
}

/** Every release but the newest, first to staging and later to production. */
function releaseEvents(
  service: Service,
  period: Period,
  random: Random,
): Event[] {
  const releases = releasesOf(service).slice(1, -1);
  const from = period.from.getTime() + SETTLING;
  const step = (period.to.getTime() - 4 * DAY - from) / releases.length;
  return releases.flatMap((tag, index) => {
    const bumped = from + index * step + random.next() * step * 0.3;
    const [first, ...later] = service.clusters;
    const events = [{ at: bumped, edits: [setTag(service, first, tag)] }];
    if (later.length > 0) {
      const promoter = random.pick(teams[service.team]);
      events.push({
        at: bumped + DAY + random.next() * 2 * DAY,
        edits: [setTag(service, lastCluster(service), tag, promoter)],
      });
    }
    return events;
  });
}

function otherEvents(
  services: readonly Service[],
  { from, to }: Period,
  count: number,
  random: Random,
): Event[] {
  const first = from.getTime() + SETTLING;
  return Array.from({ length: count }, (_, index) => {
    const at = first + random.next() * (to.getTime() - first);
    if (random.next() < 0.35) {
      return { at, edits: [chore(services, random, index + 1)] };
    }
    const service = random.pick(services);
    const more = random.next() < 0.3 ? 2 : 1;
    return {
      at,
      edits: Array.from({ length: more }, () => everydayEdit(service, random)),
    };
  });
}

/**
 * Months of ordinary work: releases, promotions, settings, chores; about a
 * third of what people write comes through a branch and a merge, and half of the rest
 * through a pull request that is rebased.
 */
export function everydayWork(
  draft: HistoryDraft,
  services: readonly Service[],
  period: Period,
  options: { otherChanges: number; random: Random; reviewing: Random },
): void {
  const { random, reviewing } = options;
  const events = [
    ...services.flatMap(each => releaseEvents(each, period, random)),
    ...otherEvents(services, period, options.otherChanges, random),
  ]
    .map(event => ({ ...event, at: atWork(event.at, random) }))
    .sort((a, b) => a.at - b.at);
  for (const { at, edits } of events) {
    const [{ author }] = edits;
    const isMerged =
      author !== pipeline && (edits.length > 1 || random.next() < 0.25);
    if (isMerged) {
      const changes: Change[] = edits.map((edit, index) => ({
        ...edit,
        author,
        at: new Date(at - (edits.length - index) * 20 * 60_000),
      }));
      const others = othersThan(author);
      const mergedBy = random.pick(others);
      draft.mergeBranch(
        changes,
        {
          ...everydayReviewing(author, others, new Date(at), reviewing),
          mergedBy,
        },
        new Date(at),
      );
    } else {
      const isReviewed = author !== pipeline && reviewing.next() < 0.5;
      for (const edit of edits) {
        draft.commit(
          { ...edit, at: new Date(at) },
          isReviewed
            ? everydayReviewing(
                author,
                othersThan(author),
                new Date(at),
                reviewing,
              )
            : undefined,
        );
      }
    }
  }
}

function othersThan(author: Person): Person[] {
  return people.filter(each => each !== author && each !== pipeline);
}
