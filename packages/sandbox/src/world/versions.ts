export type Version = readonly [number, number, number];

/** Patches that a minor release saw before the next one, in this world. */
const PATCHES = 4;

function previous([major, minor, patch]: Version): Version | undefined {
  if (patch > 0) {
    return [major, minor, patch - 1];
  }
  return minor > 0 ? [major, minor - 1, PATCHES] : undefined;
}

/** Up to `count` releases that end with this one, oldest first. */
export function releasesUpTo(newest: Version, count: number): string[] {
  const releases: string[] = [];
  let version: Version | undefined = newest;
  while (version && releases.length < count) {
    releases.unshift(version.join('.'));
    version = previous(version);
  }
  return releases;
}

/** The next patch release: `1.4.2` → `1.4.3`. */
export function nextPatch(version: string): string {
  const parts = version.split('.');
  const patch = Number.parseInt(parts[parts.length - 1], 10);
  return [...parts.slice(0, -1), Number.isNaN(patch) ? 1 : patch + 1].join('.');
}
