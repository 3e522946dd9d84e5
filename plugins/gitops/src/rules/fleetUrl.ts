import {
  FleetQuery,
  fleetQuerySchema,
} from '@backstage-gitops/plugin-gitops-common';

const FIELDS = [
  'text',
  'owner',
  'system',
  'environment',
  'engine',
  'instance',
  'state',
  'orderBy',
] as const;

/** What the page shows is in its address. */
export type FleetView = Pick<FleetQuery, (typeof FIELDS)[number]>;

/** Reads an address; what it cannot mean is left out. */
export function readFleetView(search: URLSearchParams): FleetView {
  const view: Record<string, string> = {};
  for (const field of FIELDS) {
    const value = search.get(field);
    if (!value) continue;
    const { success } = fleetQuerySchema.shape[field].safeParse(value);
    if (success) view[field] = value;
  }
  const { limit: _limit, ...query } = fleetQuerySchema.parse(view);
  return query;
}

/** The address of a view; what is as it always is is left out. */
export function writeFleetView(view: FleetView): URLSearchParams {
  const search = new URLSearchParams();
  for (const field of FIELDS) {
    const value = view[field];
    if (value && !(field === 'orderBy' && value === 'worst')) {
      search.set(field, value);
    }
  }
  return search;
}

/** Whether anything is filtered. */
export function isNarrowed({ orderBy: _orderBy, ...filters }: FleetView) {
  return Object.values(filters).some(Boolean);
}
