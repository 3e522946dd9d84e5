import { createBackendModule } from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

/** The header in which the sandbox's sign-in page sends the user that was picked. */
const USER_HEADER = 'x-sandbox-user';

const authenticator = createProxyAuthenticator({
  defaultProfileTransform: async () => ({ profile: {} }),
  initialize() {
    if (process.env.NODE_ENV === 'production') {
      throw new Error(
        'The sandbox sign-in lets anybody be anybody and refuses to run in production: remove auth.providers.sandbox',
      );
    }
  },
  async authenticate({ req }) {
    const user = req.header(USER_HEADER);
    if (!user) {
      throw new AuthenticationError('Pick a user to sign in as');
    }
    return { result: { user } };
  },
});

/** Signs in as a user of the sandbox's catalog without asking for anything. */
export default createBackendModule({
  pluginId: 'auth',
  moduleId: 'sandbox-provider',
  register(env) {
    env.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'sandbox',
          factory: createProxyAuthProviderFactory({
            authenticator,
            signInResolver: ({ result }, context) =>
              context.signInWithCatalogUser({
                entityRef: { kind: 'User', name: result.user },
              }),
          }),
        });
      },
    });
  },
});
