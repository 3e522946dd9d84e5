import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { hashFiles, installInputs } from './stamp.mjs';

let root;
beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'stamp-'));
  await mkdir(path.join(root, 'packages/app'), { recursive: true });
  await write('package.json', '{}');
  await write('yarn.lock', 'a@1');
  await write('packages/app/package.json', '{ "name": "app" }');
});
afterEach(() => rm(root, { recursive: true }));

const write = (name, text) => writeFile(path.join(root, name), text);
const stamp = async () => await hashFiles(root, await installInputs(root));

test('is the same as long as nothing changes', async () => {
  assert.equal(await stamp(), await stamp());
});

for (const name of [
  'yarn.lock',
  'package.json',
  '.yarnrc.yml',
  'packages/app/package.json',
]) {
  test(`changes with ${name}`, async () => {
    const before = await stamp();
    await write(name, 'changed');
    assert.notEqual(await stamp(), before);
  });
}

test('does not change with a source file', async () => {
  const before = await stamp();
  await write('packages/app/index.ts', 'changed');
  assert.equal(await stamp(), before);
});

test('does not depend on the order of the names', async () => {
  const names = await installInputs(root);
  assert.equal(
    await hashFiles(root, names),
    await hashFiles(root, [...names].reverse()),
  );
});
