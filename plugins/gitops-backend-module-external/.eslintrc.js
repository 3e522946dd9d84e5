module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // Reports are tested with the real core, which the module does not import.
    '@backstage/no-mixed-plugin-imports': [
      'error',
      { excludedFiles: ['**/__testUtils__/**'] },
    ],
  },
});
