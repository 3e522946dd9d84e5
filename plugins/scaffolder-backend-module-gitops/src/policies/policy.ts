import { JsonPath } from '../json';

/** A rule about what a manifest may say. */
export interface Policy {
  name: string;
  check(manifest: {
    kind: string;
    content: Record<string, unknown>;
  }): Violation[];
}

export interface Violation {
  /** What is wrong, or what something is missing from. */
  path: JsonPath;
  /** A sentence. */
  message: string;
}
