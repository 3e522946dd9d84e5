const SECRET = /["']?\bkind["']?\s*:\s*["']?Secret(?![\w-])/;
const VALUES = /["']?\b(?:data|stringData)["']?\s*:/;

/** Whether a manifest has a Secret in it, with values; what merely names one has none. */
export function holdsSecret(contents: string): boolean {
  return SECRET.test(contents) && VALUES.test(contents);
}
