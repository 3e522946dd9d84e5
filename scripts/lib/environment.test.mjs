import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import {
  childEnvironment,
  keyValues,
  npmEnvironment,
  withPath,
  yarnSettings,
} from './environment.mjs';

const started = {
  PATH: '/usr/bin',
  HTTPS_PROXY: 'http://proxy.example.com:3128',
  NODE_EXTRA_CA_CERTS: '/etc/ca.pem',
  YARN_NPM_AUTH_TOKEN: 'mine',
  INIT_CWD: '/somewhere',
  npm_config_registry: 'https://npm.example.com/',
  npm_config_local_prefix: '/somewhere',
  npm_lifecycle_event: 'start',
  npm_execpath: '/usr/lib/npm/bin/npm-cli.js',
};

test('keeps the user’s settings and drops what npm tells its scripts', () => {
  assert.deepEqual(Object.keys(childEnvironment(started)), [
    'PATH',
    'HTTPS_PROXY',
    'NODE_EXTRA_CA_CERTS',
    'YARN_NPM_AUTH_TOKEN',
  ]);
});

test('lets npm see its registry, but not where the npm around it installs', () => {
  const env = npmEnvironment(started);
  assert.equal(env.npm_config_registry, 'https://npm.example.com/');
  assert.ok(!('npm_config_local_prefix' in env));
});

test('puts folders in front of PATH, whatever its case', () => {
  const joined = ['/tools', '/usr/bin'].join(path.delimiter);
  assert.deepEqual(withPath({ PATH: '/usr/bin' }, ['/tools']), {
    PATH: joined,
  });
  assert.deepEqual(withPath({ Path: '/usr/bin' }, ['/tools']), {
    Path: joined,
  });
  assert.deepEqual(withPath({}, ['/tools']), { PATH: '/tools' });
});

test('hands npm’s configuration to Yarn', () => {
  const npm = keyValues(
    'registry=http://npm.example.com:4873/\ncafile=/etc/ca.pem?a=b\nproxy=null\nhttps-proxy=null\nstrict-ssl=false\n',
  );
  assert.deepEqual(yarnSettings(npm, {}), {
    YARN_NPM_REGISTRY_SERVER: 'http://npm.example.com:4873',
    YARN_UNSAFE_HTTP_WHITELIST: 'npm.example.com',
    YARN_HTTPS_CA_FILE_PATH: '/etc/ca.pem?a=b',
    YARN_ENABLE_STRICT_SSL: 'false',
  });
});

test('leaves alone what the user has set for Yarn', () => {
  const env = { YARN_NPM_REGISTRY_SERVER: 'https://mine.example.com' };
  assert.deepEqual(
    yarnSettings({ registry: 'https://npm.example.com/' }, env),
    {},
  );
});
