import { Policy } from './policy';
import { containers } from './pods';

function complaint(image: unknown): string | undefined {
  if (typeof image !== 'string' || image === '') return 'has no image';
  if (/@[a-z0-9]+:[0-9a-f]{32,}$/.test(image)) return undefined;
  const tag = /:([^/:]*)$/.exec(image)?.[1];
  if (!tag) return `runs "${image}", which has no tag`;
  return tag === 'latest'
    ? `runs "${image}", which is another image every time it is built`
    : undefined;
}

/** An image has a tag other than `latest`, or a digest. */
export const noLatestImage: Policy = {
  name: 'no-latest',
  check: ({ content }) =>
    containers(content).flatMap(({ value, path, name }) => {
      const words = complaint(value.image);
      return words
        ? [
            {
              path: [...path, 'image'],
              message: `container "${name}" ${words}: name a version or a digest`,
            },
          ]
        : [];
    }),
};
