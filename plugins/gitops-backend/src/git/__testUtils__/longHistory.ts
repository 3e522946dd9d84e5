import { EPOCH } from './testRepository';

const AREAS = 40;
const FILES = 9;

/**
 * A history for `git fast-import`, always the same: commits of some files each, every
 * tenth of them a merge of a branch that goes beside the main one.
 *
 * @param from - how many commits are there already; they are on `refs/heads/main`
 */
export function longHistory(count: number, from = 0): string {
  const lines: string[] = [];
  for (let n = from; n < from + count; n += 1) {
    const isMerge = n > from && n % 10 === 9;
    const time = EPOCH + n * 60;
    const parents = [`from :${n}`, ...(isMerge ? [`merge :${n - 4}`] : [])];
    const first = from === 0 ? [] : ['from refs/heads/main^0'];
    lines.push(
      `commit refs/heads/main`,
      `mark :${n + 1}`,
      `author Robin Example <robin@example.com> ${time} +0000`,
      `committer Robin Example <robin@example.com> ${time} +0000`,
      `data ${`Change ${n}`.length}`,
      `Change ${n}`,
      ...(n === from ? first : parents),
    );
    for (let file = 0; file < FILES; file += 1) {
      const area = (n * 7 + file * 11) % AREAS;
      lines.push(
        `M 100644 inline apps/area${area}/base/file${file}.yaml`,
        `data ${String(n).length}`,
        String(n),
      );
    }
    lines.push('');
  }
  return lines.join('\n');
}
