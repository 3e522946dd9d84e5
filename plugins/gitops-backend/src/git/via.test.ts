import { viaOf } from './via';

const OWN = 'apps/web/overlays/production';
const own = (path: string) => ({ path, from: OWN });

describe('viaOf', () => {
  it('says nothing of what touches the own path', () => {
    expect(viaOf([own('apps/web/base'), own(OWN)])).toEqual([]);
  });

  it('says the innermost inputs, each once, in order', () => {
    expect(
      viaOf([
        own('apps/web/base'),
        own('components/tls/issuer.yaml'),
        own('apps/web/base/deployment.yaml'),
        own('components/tls/issuer.yaml'),
        own('components'),
      ]),
    ).toEqual([
      '../../../../components/tls/issuer.yaml',
      '../../base/deployment.yaml',
    ]);
  });

  it('says of the parent from where the root is', () => {
    expect(
      viaOf([{ path: 'clusters/production/web.yaml', from: null }]),
    ).toEqual(['/clusters/production/web.yaml']);
  });

  it('keeps to five', () => {
    const many = Array.from({ length: 9 }, (_, n) => own(`values/${n}.yaml`));
    expect(viaOf(many)).toHaveLength(5);
  });
});
