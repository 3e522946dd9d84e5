import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { freePort, isFree, portSentence } from './ports.mjs';

test('says in one sentence which port is taken, what for it is needed and what to do', () => {
  assert.equal(
    portSentence([7007], 'npm start'),
    "Port 7007 is in use by another program, and the portal's backend needs it: end that program (`lsof -i :7007` names it), then run `npm start` again.",
  );
});

test('names several ports at once', () => {
  assert.match(
    portSentence([3000, 7007], 'npm start'),
    /^Ports 3000 \(the portal in the browser\) and 7007 \(the portal's backend\) are in use/,
  );
});

for (const host of ['127.0.0.1', '0.0.0.0']) {
  test(`notices a program that listens on ${host}`, async () => {
    const port = await freePort();
    assert.equal(await isFree(port), true);
    const server = createServer();
    await new Promise(resolve => {
      server.listen({ port, host }, resolve);
    });
    assert.equal(await isFree(port), false);
    await new Promise(resolve => {
      server.close(resolve);
    });
    assert.equal(await isFree(port), true);
  });
}
