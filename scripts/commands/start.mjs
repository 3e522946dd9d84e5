import { inCache } from '../lib/paths.mjs';
import { PORTAL_URL, startPortal } from '../lib/portal.mjs';
import { say } from '../lib/say.mjs';
import { stopMeans } from '../lib/signals.mjs';

export const needsPorts = () => true;

const WELCOME = `
The portal is up: ${PORTAL_URL}

Sign in as Robin, who owns \`checkout\`, and open it: its card GitOps shows what
runs, what Git says, and that three commits wait for production; sync them from
there. Keep it open, and in a second terminal play the outside world; the page
follows by itself:

  npm run sandbox -- commit checkout-production   one more commit waits
  npm run sandbox -- edit checkout-production     somebody changes the cluster by hand
  npm run sandbox -- undo checkout-production     and takes it back
  npm run sandbox -- outage main on               Argo CD is gone (\`off\` brings it back)

\`npm run sandbox -- list\` shows all that is deployed. *Create* in the menu makes a
new service from a template. To see it all as Kim, who owns none of this and may
only look, sign out under Settings. Logs: ${inCache('logs')}
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
