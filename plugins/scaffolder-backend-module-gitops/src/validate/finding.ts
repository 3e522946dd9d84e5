/** Something wrong in a manifest. */
export interface Finding {
  /** Relative to the workspace. */
  file: string;
  /** Counted from 1. */
  line: number;
  /** The rule that it breaks. */
  policy: string;
  /** A sentence. */
  message: string;
}

const MAX_MESSAGE = 1000;

/** In one line: `file:line policy: sentence`. */
export function describeFinding(finding: Finding): string {
  const { file, line, policy, message } = finding;
  const words = message.replaceAll(/\s+/g, ' ').slice(0, MAX_MESSAGE);
  return `${file}:${line} ${policy}: ${words}`;
}
