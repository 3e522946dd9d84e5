import fc from 'fast-check';
import { readObjects } from './readObjects';

const release = (metadata: string) =>
  `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: ${metadata}\n`;

describe('readObjects', () => {
  it('finds the custom resources of all documents', () => {
    const contents = [
      '# A comment alone',
      release('{ name: web, namespace: shop }'),
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\n',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\n',
      release('{ name: db }'),
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nmetadata: { name: web }\n',
      'apiVersion: app.k8s.io/v1beta1\nkind: Application\nmetadata: { name: web }\n',
    ].join('---\n');
    expect(readObjects(contents)).toEqual([
      { kind: 'HelmRelease', name: 'web', namespace: 'shop' },
      { kind: 'HelmRelease', name: 'db' },
    ]);
  });

  it('reads JSON, and a template where that is plain enough', () => {
    const object = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'web' },
      spec: {},
    };
    const found = [{ kind: 'Application', name: 'web' }];
    expect(readObjects(JSON.stringify(object))).toEqual(found);
    expect(
      readObjects(
        'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: web\nspec:\n  server: {{ .Values.server }}\n',
      ),
    ).toEqual(found);
  });

  it.each([
    '',
    `{{- if .Values.on }}\n${release('{ name: web }')}{{- end }}\n`,
    release('{ name: 5 }'),
    release('web'),
    'a: &a [*a, *a]',
    `${release('{ name: web }')}spec: ${'['.repeat(3000)}${']'.repeat(3000)}`,
    release('{ name: &n web, labels: [*m] }'),
    release('{ name: web }').replace(/(?<=: )\S+\//, `${'a.'.repeat(140)}a/`),
  ])('finds nothing in %j', contents => {
    expect(readObjects(contents)).toEqual([]);
  });

  it('takes whatever there is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(readObjects(text)).toEqual([]);
      }),
    );
  });
});
