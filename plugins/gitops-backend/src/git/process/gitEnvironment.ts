/** What git may use of our environment: how to find programs, proxies and keys. */
const INHERITED = new Set([
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'TMPDIR',
  'SYSTEMROOT',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'ALL_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'CURL_CA_BUNDLE',
  'SSH_AUTH_SOCK',
  'GIT_SSL_CAINFO',
]);

const CONFIG: ReadonlyArray<readonly [string, string]> = [
  ['core.hooksPath', '/dev/null'],
  ['transfer.credentialsInUrl', 'die'],
  ['credential.helper', ''],
  ['http.followRedirects', 'false'],
  ['http.lowSpeedLimit', '1000'],
  ['http.lowSpeedTime', '60'],
  // Whatever git starts must end with it.
  ['gc.autoDetach', 'false'],
  ['maintenance.autoDetach', 'false'],
  ['log.showSignature', 'false'],
  ['log.mailmap', 'false'],
];

export interface GitEnvironment {
  gitDir: string;
  /** Transports this command may use, e.g. `https:ssh`; none when absent. */
  protocols?: string;
  config?: ReadonlyArray<readonly [string, string]>;
}

/**
 * The whole environment of a git program: nothing of the machine's or the
 * user's Git configuration, and secrets only here, never in its arguments.
 */
export function gitEnvironment(
  options: GitEnvironment,
  inherited: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined && INHERITED.has(name.toUpperCase())) {
      env[name] = value;
    }
  }
  const config = [...CONFIG, ...(options.config ?? [])];
  config.forEach(([key, value], index) => {
    env[`GIT_CONFIG_KEY_${index}`] = key;
    env[`GIT_CONFIG_VALUE_${index}`] = value;
  });
  return {
    ...env,
    GIT_CONFIG_COUNT: String(config.length),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_DIR: options.gitDir,
    // Also what keeps local commands from fetching missing objects by themselves.
    GIT_ALLOW_PROTOCOL: options.protocols ?? 'none',
    // In a fetch as well: one from a shallow source has called itself without end.
    GIT_NO_LAZY_FETCH: '1',
    // Not after each commit: it says more at a time, and waits less often.
    GIT_FLUSH: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GIT_SSH_COMMAND: 'ssh -oBatchMode=yes',
    GIT_OPTIONAL_LOCKS: '0',
    LC_ALL: 'C',
    TZ: 'UTC',
  };
}
