import { createApp } from '@backstage/frontend-defaults';
import { navModule } from './nav';
import { signInModule } from './signIn';

// Every plugin among the dependencies is found by itself: `app.packages: all`.
export const app = createApp({ features: [navModule, signInModule] });
