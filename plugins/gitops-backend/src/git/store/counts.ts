/** SQL: what touches a path `cp` counts for an input `i`, which may have ended. */
export function counts(input: string, path: string): string {
  return `(${input}.until is null or ${path}.ordinal < ${input}.until)`;
}
