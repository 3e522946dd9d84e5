import { isRecord } from '../json';
import { Policy } from './policy';

/** Encrypted with SOPS: safe to be seen. */
const isEncrypted = (value: unknown) =>
  typeof value === 'string' && value.startsWith('ENC[');

/** No Secret holds values that can be read. What they are is never said. */
export const noPlainSecret: Policy = {
  name: 'no-plain-secrets',
  check: ({ kind, content }) =>
    kind !== 'Secret'
      ? []
      : ['data', 'stringData'].flatMap(field => {
          const values = content[field];
          if (!isRecord(values)) return [];
          return Object.entries(values)
            .filter(([, value]) => !isEncrypted(value))
            .map(([key]) => ({
              path: [field, key],
              message: `the value of "${key}" can be read by everybody who can read the repository: keep it in a secret store, or encrypt it with SOPS`,
            }));
        }),
};
