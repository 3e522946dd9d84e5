const SECRET = /["']?\bkind["']?\s*:\s*["']?Secret(?![\w-])/;
/** Of a manifest, and of a JSON patch, which names what it changes by its path. */
const VALUES = /["']?\b(?:data|stringData)["']?\s*:|\/(?:data|stringData)\b/;
/** Kustomize makes one of what stands there. */
const GENERATOR =
  /["']?\bsecretGenerator["']?\s*:|["']?\bkind["']?\s*:\s*["']?SecretGenerator(?![\w-])/;

/** Whether a manifest has a Secret in it, with values; what merely names one has none. */
export function holdsSecret(contents: string): boolean {
  return (
    GENERATOR.test(contents) || (SECRET.test(contents) && VALUES.test(contents))
  );
}
