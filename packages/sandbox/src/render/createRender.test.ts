import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRender, findKustomize, parseManifests } from './createRender';
import { Overlay, Render } from './types';

describe('createRender', () => {
  let directory: string;
  let render: Render;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sandbox-render-'));
    render = createRender(await findKustomize());
  });
  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  };
  const configMap = (value: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {a: "${value}"}\n`;

  it('renders an overlay on a base, and sees that the base differs', async () => {
    for (const revision of ['one', 'two']) {
      await write(`${revision}/base/settings.yaml`, configMap(revision));
      await write(
        `${revision}/base/kustomization.yaml`,
        'resources: [settings.yaml]\n',
      );
      await write(
        `${revision}/overlay/kustomization.yaml`,
        'namespace: shop\nresources: [../base]\n',
      );
    }

    const [one] = await render(join(directory, 'one/overlay'));
    const [two] = await render(join(directory, 'two/overlay'));

    expect(one).toMatchObject({
      metadata: { name: 'settings', namespace: 'shop' },
      data: { a: 'one' },
    });
    expect(two.data).toEqual({ a: 'two' });
  });

  it('lays an overlay on top, and leaves the directory as it is', async () => {
    await write('app/kustomization.yaml', 'resources: [settings.yaml]\n');
    await write('app/settings.yaml', configMap('1'));
    const app = join(directory, 'app');

    const named = async (overlay: Overlay) =>
      (await render(app, overlay)).map(({ metadata }) => metadata);

    expect(await named({ namespace: 'shop', namePrefix: 'my-' })).toEqual([
      { name: 'my-settings', namespace: 'shop' },
    ]);
    expect(await named({ namespace: 'other' })).toEqual([
      { name: 'settings', namespace: 'other' },
    ]);
    expect(await named({})).toEqual([{ name: 'settings' }]);
    expect(await readdir(app)).toHaveLength(2);
  });

  it('gives every caller objects of its own', async () => {
    await write('kustomization.yaml', 'resources: [settings.yaml]\n');
    await write('settings.yaml', configMap('1'));

    const [first] = await render(directory);
    first.metadata.name = 'changed';

    expect((await render(directory))[0].metadata.name).toBe('settings');
  });

  it('passes on what kustomize complains about', async () => {
    await write('kustomization.yaml', 'resources: [missing.yaml]\n');

    await expect(render(directory)).rejects.toThrow(
      /missing\.yaml.*no such file or directory/,
    );
  });

  it('refuses what is no Kubernetes object', () => {
    expect(() => parseManifests('a: 1\n')).toThrow(/apiVersion/);
    expect(() => parseManifests('a: [\n')).toThrow();
    expect(parseManifests('')).toEqual([]);
  });
});
