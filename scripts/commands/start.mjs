import { inCache } from '../lib/paths.mjs';
import { PORTAL_URL, startPortal } from '../lib/portal.mjs';
import { say } from '../lib/say.mjs';
import { stopMeans } from '../lib/signals.mjs';

export const needsPorts = () => true;

const WELCOME = `
The portal is up: ${PORTAL_URL}

Sign in as one of the people on the first page, open a component such as
\`checkout\`, then its tab GitOps: what should run, what does run, and why the
two differ. Keep it open, and in a second terminal play the outside world:

  npm run sandbox -- commit checkout-production   a commit that waits for a sync
  npm run sandbox -- edit checkout-staging        somebody changes the cluster by hand
  npm run sandbox -- outage main on               Argo CD is gone (\`off\` brings it back)

\`npm run sandbox -- list\` shows all that is deployed. Logs: ${inCache('logs')}
Ctrl-C stops everything.
`;

/** `npm start`: the portal with the sandbox behind it, until it is stopped. */
export async function command({ args, env }) {
  say('Starting the sandbox, the backend and the app …');
  const portal = await startPortal(env, {
    verbose: args.includes('--verbose'),
    watch: args.includes('--watch'),
  });
  say(WELCOME);
  // From here on, stopping is how it is meant to end.
  stopMeans(0);
  throw await portal.ended;
}
