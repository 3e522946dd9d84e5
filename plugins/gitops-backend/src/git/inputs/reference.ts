/** What a file names beside itself. */
export interface Reference {
  /** As it is written: a path, relative to the directory of the kustomization or chart, or an address. */
  to: string;
  /** It need not be there, and then is nothing. */
  optional?: boolean;
  /** The objects in it name further files, as seen from that kustomization. */
  isPlugin?: boolean;
}

export function optional(to: string): Reference {
  return { to, optional: true };
}

/** Several fields may hold the manifest itself instead of its name. */
export function isName(text: string): boolean {
  return text !== '' && !text.includes('\n') && !text.startsWith('{');
}
