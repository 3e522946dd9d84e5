import { RunningGitHost } from '../git/createGitHost';
import { Revision, tipAt } from './pastRevisions';

/** Something that happened at a time before the start. */
export interface Step {
  at: Date;
  run: (at: Date) => Promise<unknown> | void;
}

/**
 * Lets the past happen in order. Git is put to where it stood at each moment, so
 * that the engines see what they would have seen; steps of one moment run side
 * by side. At the end Git stands at its newest commits again.
 */
export async function replay(
  steps: readonly Step[],
  git: RunningGitHost,
  histories: ReadonlyMap<string, readonly Revision[]>,
): Promise<void> {
  const at = new Map<string, string>();
  const moveTo = async (moment: Date) => {
    for (const [repository, mainline] of histories) {
      const { sha } = tipAt(mainline, moment);
      if (at.get(repository) !== sha) {
        await git.moveBranch(repository, 'main', sha);
        at.set(repository, sha);
      }
    }
  };
  const moments = [...new Set(steps.map(step => step.at.getTime()))];
  for (const moment of moments.sort((a, b) => a - b)) {
    await moveTo(new Date(moment));
    const due = steps.filter(step => step.at.getTime() === moment);
    await Promise.all(due.map(step => step.run(step.at)));
  }
  const newest = [...histories.values()].map(mainline =>
    mainline[mainline.length - 1].at.getTime(),
  );
  await moveTo(new Date(Math.max(...newest)));
}
