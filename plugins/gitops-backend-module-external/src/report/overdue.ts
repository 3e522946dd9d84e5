import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';

const UNITS: Array<[name: string, seconds: number]> = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
];

/** `90 s`, `2 h`: the largest unit of which there are two. */
function inWords(seconds: number): string {
  const [name, size] = UNITS.find(([, each]) => seconds >= 2 * each) ?? [
    's',
    1,
  ];
  return `${Math.floor(seconds / size)} ${name}`;
}

/** Why an instance cannot be taken for current. */
export function overdueWords(
  reportedAt: string | undefined,
  expectEverySeconds: number,
  now: number,
): string {
  const expected = `a report is expected every ${inWords(expectEverySeconds)}`;
  if (reportedAt === undefined) {
    return `Nothing was ever reported; ${expected}.`;
  }
  const silent = inWords((now - Date.parse(reportedAt)) / 1000);
  return `It has not reported for ${silent}, since ${reportedAt}; ${expected}.`;
}

/**
 * An application that others of its instance are reported beside, but itself is not
 * any more: how it is now is not known, nor how a run ends that was under way. Pure.
 */
export function withoutWord(
  observed: ObservedApplication,
  reportedAt: string,
): ObservedApplication {
  const message = `It has not been reported since ${reportedAt}.`;
  const isUnderWay = observed.operation?.phase === 'Running';
  return {
    ...observed,
    sync: { ...observed.sync, status: 'Unknown', comparisonFailed: message },
    health: { status: 'Unknown', message },
    operation: isUnderWay ? null : observed.operation,
    syncs: observed.syncs.filter(({ phase }) => phase !== 'Running'),
  };
}
