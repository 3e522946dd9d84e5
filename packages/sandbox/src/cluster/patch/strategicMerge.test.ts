import { builtInShape } from '../fields/shape';
import { strategicMerge } from './strategicMerge';

const shape = builtInShape('Deployment');

function containers(...items: object[]) {
  return { spec: { template: { spec: { containers: items } } } };
}

describe('strategicMerge', () => {
  it('merges list items by their key', () => {
    expect(
      strategicMerge(
        containers(
          { name: 'app', image: 'a:1', env: [{ name: 'X', value: '1' }] },
          { name: 'side', image: 's:1' },
        ),
        containers(
          { name: 'app', image: 'a:2', env: [{ name: 'Y', value: '2' }] },
          { name: 'new', image: 'n:1' },
        ),
        shape,
      ),
    ).toEqual(
      containers(
        {
          name: 'app',
          image: 'a:2',
          env: [
            { name: 'X', value: '1' },
            { name: 'Y', value: '2' },
          ],
        },
        { name: 'side', image: 's:1' },
        { name: 'new', image: 'n:1' },
      ),
    );
  });

  it('deletes an item or a field, and replaces where told to', () => {
    expect(
      strategicMerge(
        containers({ name: 'app', image: 'a:1' }, { name: 'side' }),
        containers({ name: 'side', $patch: 'delete' }),
        shape,
      ),
    ).toEqual(containers({ name: 'app', image: 'a:1' }));
    expect(
      strategicMerge(
        { metadata: { labels: { a: '1', b: '2' } } },
        { metadata: { labels: { a: null, $patch: 'replace', c: '3' } } },
        shape,
      ),
    ).toEqual({ metadata: { labels: { c: '3' } } });
  });

  it('replaces lists without a key', () => {
    expect(
      strategicMerge(
        containers({ name: 'app', args: ['a', 'b'] }),
        containers({ name: 'app', args: ['c'] }),
        shape,
      ),
    ).toEqual(containers({ name: 'app', args: ['c'] }));
  });
});
