/** `robin` of `user:default/robin`; else the name as whoever gave it has it. */
export function personName(name: string): string {
  return /^user:(?:[^/]+\/)?([^/]+)$/.exec(name)?.[1] ?? name;
}
