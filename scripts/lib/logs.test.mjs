import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNotable } from './logs.mjs';

const notable = [
  '2026-01-01T00:00:00.000Z catalog warn Something is odd',
  '2026-01-01T00:00:00.000Z gitops error It broke',
  'ERROR in ./src/App.tsx',
  'Error: listen EADDRINUSE',
  '(node:12) Warning: something',
];
const quiet = [
  '2026-01-01T00:00:00.000Z rootHttpRouter info "GET /errors HTTP/1.1" 200',
  '2026-01-01T00:00:00.000Z backstage info Plugin initialization complete, 0 errors',
  '2026-01-01T00:00:00.000Z catalog info Found no errors',
  '2026-01-01T00:00:00.000Z kubernetes error Kubernetes proxy error Cluster away',
  '2026-01-01T00:00:00.000Z kubernetes error [HPM] Error occurred while proxying',
  'Rspack compiled successfully',
  '',
];

test('shows warnings and errors', () => {
  for (const line of notable) assert.equal(isNotable(line), true, line);
});

test('keeps the rest in the file', () => {
  for (const line of quiet) assert.equal(isNotable(line), false, line);
});
