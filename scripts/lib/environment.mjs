import path from 'node:path';

/**
 * What npm and Yarn tell their scripts about themselves. A Yarn or npm further
 * down would take it for the user's own settings.
 */
const NOISE =
  /^(npm_|INIT_CWD$|PROJECT_CWD$|BERRY_BIN_FOLDER$|YARN_IGNORE_PATH$)/i;

/** Settings of the npm around us that would move where the next npm installs. */
const NPM_PLACES =
  /^npm_config_(local_prefix|global_prefix|prefix|workspaces?|include_workspace_root)$/i;

/** The environment for everything but npm: the user's, without npm's noise. Proxies and certificates stay. */
export function childEnvironment(env) {
  return without(env, NOISE);
}

/** The environment for npm itself: a registry that was set in the environment must survive. */
export function npmEnvironment(env) {
  return without(env, NPM_PLACES);
}

/** Folders put in front of PATH. */
export function withPath(env, folders) {
  // Windows calls it `Path`, and reads it without regard to case.
  const key = Object.keys(env).find(name => name.toUpperCase() === 'PATH');
  const old = key ? env[key] : '';
  return {
    ...env,
    [key ?? 'PATH']: [...folders, old].filter(Boolean).join(path.delimiter),
  };
}

/**
 * What Yarn should know of npm's configuration, as environment variables.
 * @param npm the values of `npm config get`, by key; `undefined` and `null` as npm prints them
 */
export function yarnSettings(npm, env) {
  const settings = {};
  const set = (name, value) => {
    const empty = !value || value === 'null' || value === 'undefined';
    if (!empty && env[name] === undefined) settings[name] = value;
  };
  const registry = npm.registry?.replace(/\/+$/, '');
  set('YARN_NPM_REGISTRY_SERVER', registry);
  if (registry?.startsWith('http:')) {
    set('YARN_UNSAFE_HTTP_WHITELIST', new URL(registry).hostname);
  }
  set('YARN_HTTPS_CA_FILE_PATH', npm.cafile);
  set('YARN_HTTP_PROXY', npm.proxy);
  set('YARN_HTTPS_PROXY', npm['https-proxy']);
  if (npm['strict-ssl'] === 'false') set('YARN_ENABLE_STRICT_SSL', 'false');
  return settings;
}

/** Lines of `key=value`. */
export function keyValues(text) {
  const pairs = text.split(/\r?\n/).filter(line => line.includes('='));
  return Object.fromEntries(
    pairs.map(line => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
}

function without(env, pattern) {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !pattern.test(name)),
  );
}
