import { createBackend } from '@backstage/backend-defaults';

// A process of its own: what of a portal it takes to scaffold, on real databases.
const backend = createBackend();
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-gitea'));
backend.add(
  import('@backstage-gitops/plugin-scaffolder-backend-module-gitops'),
);

// Nobody is left behind by a test that was ended.
process.on('disconnect', () => process.exit());
backend.start().then(
  () => process.send?.('started'),
  () => process.exit(1),
);
