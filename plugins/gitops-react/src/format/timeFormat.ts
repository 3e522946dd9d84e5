import { UNITS } from './age';

export interface TimeFormat {
  /** `Jan 10, 2030, 12:00 PM`; from an ISO time or ms. */
  moment: (at: string | number) => string;
  /** In its two largest units: `1 hr 5 min`, `12 sec`; from ms. */
  duration: (ms: number) => string;
}

/** Formats for one language; making them takes long, so keep them. */
export function timeFormat(locale: string): TimeFormat {
  const moments = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const list = new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' });
  const inUnit = (count: number, unit: string) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
    }).format(count);

  return {
    moment: at => moments.format(new Date(at)),
    duration: ms => {
      const seconds = ms / 1000;
      // Engines tell whole seconds; none is not no time at all.
      if (seconds < 1) return `<${inUnit(1, 'second')}`;
      const first = UNITS.findIndex(([, size]) => seconds >= size);
      let rest = seconds;
      const parts = UNITS.slice(first, first + 2).map(([unit, size]) => {
        const count = Math.floor(rest / size);
        rest -= count * size;
        return { unit, count };
      });
      return list.format(
        parts
          .filter(({ count }) => count > 0)
          .map(({ count, unit }) => inUnit(count, unit)),
      );
    },
  };
}
