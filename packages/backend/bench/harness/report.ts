/** Something measured; `against` is measured in the same run. */
export interface Measured {
  name: string;
  value: number;
  unit: string;
  against: string;
  againstValue: number;
  [more: string]: unknown;
}

const rounded = (value: number) => Number(value.toFixed(2));

/** One JSON line. */
export function report(measured: Measured): void {
  const { name, value, unit, against, againstValue, ...more } = measured;
  const line = {
    name,
    value: rounded(value),
    unit,
    against,
    againstValue: rounded(againstValue),
    ...(againstValue !== 0 && { ratio: rounded(value / againstValue) }),
    ...more,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** The value that this share of all is not above. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
