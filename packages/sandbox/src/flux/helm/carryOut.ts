import { findCondition } from '../conditions';
import { ActionDependencies, deploy, rollBack } from './act';
import { Attempt, summarize } from './attempt';
import { checkDrift } from './checkDrift';
import { nextStep } from './nextStep';
import { HelmRelease, HelmReleaseStatus } from './resources';

/** What is noted of an attempt when it begins; failures of another one do not count. */
function noted(
  { metadata, spec, status }: HelmRelease,
  { chart, configDigest }: Attempt['content'],
): Partial<HelmReleaseStatus> {
  const attempted = {
    lastAttemptedConfigDigest: configDigest,
    lastAttemptedGeneration: metadata.generation,
    lastAttemptedRevision: chart.version,
  };
  const isSame = Object.entries(attempted).every(
    ([field, value]) => status[field] === value,
  );
  return {
    ...attempted,
    ...(!isSame && {
      failures: undefined,
      installFailures: undefined,
      upgradeFailures: undefined,
    }),
    storageNamespace: spec.storageNamespace ?? metadata.namespace,
  };
}

/**
 * Brings a release to what its HelmRelease says, as far as its remediation goes.
 * @param acknowledge - notes that the reconciliation that was asked for was done
 * @returns whether to try again soon; else everything is said until something changes
 */
export async function carryOut(
  dependencies: ActionDependencies,
  attempt: Attempt,
  acknowledge: () => void,
): Promise<'again' | 'done'> {
  const { release, content, writer } = attempt;
  writer.set(noted(release, content));
  const next = () => nextStep({ ...release, status: writer.status }, content);
  let step = next();
  if (step === 'install' || step === 'upgrade') {
    const succeeded = await deploy(dependencies, attempt, step);
    step = succeeded ? 'none' : next();
  }
  if (step === 'rollback') {
    await rollBack(dependencies, attempt);
    step = next();
  }
  summarize(writer);
  if (step === 'none') {
    checkDrift(dependencies.cluster, attempt, acknowledge);
    return 'done';
  }
  const { conditions, failures, upgradeFailures } = writer.status;
  if (step === 'stall') {
    const action = upgradeFailures ? 'upgrade' : 'install';
    const message = `Failed to ${action} after ${failures} attempt(s)`;
    writer.mark('Stalled', 'True', 'RetriesExceeded', message);
    return 'done';
  }
  const message = findCondition(conditions, 'Ready')?.message ?? '';
  writer.mark('Reconciling', 'True', 'ProgressingWithRetry', message);
  return 'again';
}
