import { FleetOrder } from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { afterPosition, SortKey } from './afterPosition';
import {
  ApplicationFilter,
  matchingApplications,
} from './matchingApplications';
import {
  ApplicationRow,
  StoredApplication,
  StoredColumns,
  toStored,
} from './rows';

/** Where an application stands in every order. */
export type PagePosition = Pick<
  ApplicationRow,
  'rank' | 'since' | 'name' | 'id'
>;

export interface PageQuery extends ApplicationFilter {
  orderBy: FleetOrder;
  limit: number;
  after?: PagePosition;
}

export interface ApplicationPage {
  items: StoredApplication[];
  totalItems: number;
  next?: PagePosition;
}

type Column = keyof PagePosition;

const NAME: SortKey<Column>[] = [
  { column: 'name', order: 'asc' },
  { column: 'id', order: 'asc' },
];
/** What began last comes first, what has no known beginning last. */
const SINCE: SortKey<Column>[] = [{ column: 'since', order: 'desc' }, ...NAME];

const ORDERS: Record<FleetOrder, SortKey<Column>[]> = {
  worst: [{ column: 'rank', order: 'asc' }, ...SINCE],
  since: SINCE,
  name: NAME,
};

/** One page of the applications that match, and the count of all; two statements. */
export async function pageApplications(
  db: Knex,
  { orderBy, limit, after, ...filter }: PageQuery,
): Promise<ApplicationPage> {
  const keys = ORDERS[orderBy];
  const [{ total }] = await matchingApplications(db, filter).count({
    total: '*',
  });
  const page = matchingApplications(db, filter)
    .select('id', 'name', 'rank', 'since')
    .select('record', 'environment', 'version', 'changed_at')
    .orderBy(keys)
    .limit(limit + 1);
  if (after) page.where(afterPosition(keys, after));
  const rows: Array<StoredColumns & PagePosition> = await page;
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.flatMap(toStored),
    totalItems: Number(total),
    next: last && {
      rank: last.rank,
      since: last.since,
      name: last.name,
      id: last.id,
    },
  };
}
