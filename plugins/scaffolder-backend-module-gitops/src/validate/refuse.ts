import { InputError } from '@backstage/errors';
import { describeFinding, Finding } from './finding';

const MAX_FINDINGS = 100;

/**
 * Ends in one error that lists what was found, if anything was.
 * @throws InputError
 */
export function refuse(findings: Finding[]): void {
  if (findings.length === 0) return;
  const lines = findings.slice(0, MAX_FINDINGS).map(describeFinding);
  const more = findings.length - lines.length;
  throw new InputError(
    [
      `${findings.length} ${
        findings.length === 1 ? 'thing is' : 'things are'
      } wrong in the manifests:`,
      ...lines,
      ...(more > 0 ? [`and ${more} more`] : []),
    ].join('\n'),
  );
}
