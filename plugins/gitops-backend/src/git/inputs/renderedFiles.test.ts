import { treeOf } from '../__testUtils__/treeOf';
import { renderedFiles } from './renderedFiles';

/** As `path` or, where kustomizations set something, `path in namespace as p-*-s`. */
function rendered(files: Record<string, string>, path: string): string[] {
  return renderedFiles(treeOf(files), path)
    .map(({ path: file, naming: { namespace, prefix, suffix } }) => {
      const isIn = namespace === undefined ? '' : ` in ${namespace}`;
      const isAs = prefix + suffix === '' ? '' : ` as ${prefix}*${suffix}`;
      return file + isIn + isAs;
    })
    .sort();
}

describe('renderedFiles', () => {
  it('are all manifests of a directory without a kustomization', () => {
    const files = {
      'cluster/a.yaml': '',
      'cluster/deep/b.yml': '',
      'cluster/deep/c.json': '',
      'cluster/README.md': '',
      'cluster/kustomized/kustomization.yaml': 'resources: [named.yaml]',
      'cluster/kustomized/named.yaml': '',
      'cluster/kustomized/unnamed.yaml': '',
      'cluster/kustomized/deeper/unnamed.yaml': '',
      'clusters/other.yaml': '',
    };
    expect(rendered(files, 'cluster')).toEqual([
      'cluster/a.yaml',
      'cluster/deep/b.yml',
      'cluster/deep/c.json',
      'cluster/kustomized/named.yaml',
    ]);
  });

  it('are those that kustomizations name, and no others', () => {
    const files = {
      'o/kustomization.yaml':
        'resources: [../base, own.yaml, ../plain, "https://x.test/y.yaml", /etc, ../../out]\npatches: [{ path: patch.yaml }]',
      'o/own.yaml': '',
      'o/patch.yaml': '',
      'o/unnamed.yaml': '',
      'base/kustomization.yaml': 'resources: [release.yaml, .]',
      'base/release.yaml': '',
      'plain/none.yaml': '',
    };
    expect(rendered(files, 'o')).toEqual([
      'base/release.yaml',
      'o/own.yaml',
      'o/patch.yaml',
    ]);
  });

  it('are in the namespace that the outermost kustomization sets', () => {
    const files = {
      'root/kustomization.yaml': 'resources: [../a, ../b]',
      'a/kustomization.yaml': 'namespace: a\nresources: [../base]',
      'b/kustomization.yaml': 'namespace: b\nresources: [../base, b.yaml]',
      'b/b.yaml': '',
      'base/kustomization.yaml': 'namespace: base\nresources: [release.yaml]',
      'base/release.yaml': '',
    };
    expect(rendered(files, 'root')).toEqual([
      'b/b.yaml in b',
      'base/release.yaml in a',
      'base/release.yaml in b',
    ]);
  });

  it('get the names that all kustomizations around them make', () => {
    const files = {
      'o/kustomization.yaml':
        'namePrefix: o-\nresources: [kept.yaml, ../inner]\npatches: [{ path: patch.yaml }]',
      'o/kept.yaml': '',
      'o/patch.yaml': '',
      'inner/kustomization.yaml':
        'namePrefix: i-\nnameSuffix: -i\nnamespace: n\nresources: [release.yaml]',
      'inner/release.yaml': '',
    };
    expect(rendered(files, 'o')).toEqual([
      'inner/release.yaml in n as o-i-*-i',
      'o/kept.yaml as o-*',
      'o/patch.yaml as o-*',
    ]);
  });

  it('end where kustomizations that rename name each other', () => {
    const files = {
      'a/kustomization.yaml': 'namePrefix: a-\nresources: [../b, a.yaml]',
      'a/a.yaml': '',
      'b/kustomization.yaml': 'nameSuffix: -b\nresources: [../a]',
    };
    expect(rendered(files, 'a')).toContain('a/a.yaml as a-*');
  });

  it('are the templates of a Helm chart', () => {
    const files = {
      'apps/Chart.yaml': 'name: apps',
      'apps/values.yaml': '',
      'apps/templates/one.yaml': '',
    };
    expect(rendered(files, 'apps')).toEqual(['apps/templates/one.yaml']);
  });

  it('are found through symbolic links, never outside and not in circles', () => {
    const files = {
      live: '-> v2',
      'v2/kustomization.yaml': 'resources: [../live, x.yaml, ../out/y.yaml]',
      'v2/x.yaml': '',
      out: '-> ../..',
    };
    expect(rendered(files, 'live')).toEqual(['v2/x.yaml']);
  });

  it('are bounded, and none where nothing is', () => {
    const many = Object.fromEntries(
      Array.from({ length: 1200 }, (_, index) => [`a/${index}.yaml`, '']),
    );
    expect(rendered(many, 'a')).toHaveLength(1000);
    expect(rendered(many, 'gone')).toEqual([]);
    expect(rendered({ 'a/kustomization.yaml': '- no' }, 'a')).toEqual([]);
  });
});
