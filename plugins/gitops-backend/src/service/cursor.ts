import { InputError } from '@backstage/errors';
import {
  FleetOrder,
  fleetOrderSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { z } from 'zod';
import { PagePosition } from '../store/pageApplications';
import { pageCursor } from '../pageCursor';

const text = z.string().refine(value => !value.includes('\0'));
const cursors = pageCursor(
  z.tuple([fleetOrderSchema, z.int32(), text, text, text]),
);

/** Opaque text that stands for a place in the fleet, in that order. */
export function writeCursor(
  order: FleetOrder,
  { rank, since, name, id }: PagePosition,
): string {
  return cursors.write([order, rank, since, name, id]);
}

/** @throws InputError for what `writeCursor` has not written, or for another order */
export function readCursor(order: FleetOrder, cursor: string): PagePosition {
  const [of, rank, since, name, id] = cursors.read(cursor);
  if (of !== order) {
    throw new InputError(
      `The cursor belongs to the order "${of}": begin "${order}" with its first page.`,
    );
  }
  return { rank, since, name, id };
}
