import { createServer } from 'node:net';
import { Problem } from './say.mjs';

/** What the portal and the sandbox listen on. */
export const PORTAL_PORTS = new Map([
  [3000, 'the portal in the browser'],
  [7007, "the portal's backend"],
  [7010, "the sandbox's Git host"],
  [7011, "the sandbox's Argo CD"],
  [7012, "the sandbox's cluster staging"],
  [7013, "the sandbox's cluster production"],
  [7014, "the sandbox's cluster edge"],
  [7015, "the sandbox's controls"],
]);

/** Says which ports are taken, what for they are needed, and what to do. */
export function portSentence(taken, command) {
  const [first, ...others] = taken;
  if (!others.length) {
    return `Port ${first} is in use by another program, and ${PORTAL_PORTS.get(
      first,
    )} needs it: end that program (\`lsof -i :${first}\` names it), then run \`${command}\` again.`;
  }
  const list = taken.map(port => `${port} (${PORTAL_PORTS.get(port)})`);
  const last = list.pop();
  return `Ports ${list.join(
    ', ',
  )} and ${last} are in use by another program, perhaps a portal that runs already: end it (\`lsof -i :${first}\` names it), then run \`${command}\` again.`;
}

export async function requireFreePorts(command) {
  const taken = [];
  for (const port of PORTAL_PORTS.keys()) {
    if (!(await isFree(port))) taken.push(port);
  }
  if (taken.length) throw new Problem(portSentence(taken, command));
}

/** Whether nobody listens on a port, on any address of this machine that matters. */
export async function isFree(port) {
  for (const host of ['127.0.0.1', '::1', '0.0.0.0', '::']) {
    if (!(await canListen({ port, host, exclusive: true }))) return false;
  }
  return true;
}

/** A port of the loopback interface that is free now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function canListen(options) {
  return new Promise(resolve => {
    const server = createServer();
    // A machine without IPv6 says so; that takes no port from anybody.
    server.once('error', error => resolve(error.code !== 'EADDRINUSE'));
    server.listen(options, () => server.close(() => resolve(true)));
  });
}
