import { externalClaims } from './claims';

const claims = (value?: string) =>
  externalClaims({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'network',
      annotations: value === undefined ? {} : { 'gitops/external-name': value },
    },
  });

describe('externalClaims', () => {
  it('claims each by instance and name, which may have slashes', () => {
    const { claims: all, problems } = claims(
      'terraform/network/production, machines/web',
    );
    expect(all).toMatchObject([
      { names: ['network/production'], instances: ['terraform'] },
      { names: ['web'], instances: ['machines'] },
    ]);
    expect(problems).toEqual([]);
  });

  it.each([[undefined], [''], [' , ']])('claims nothing by %p', value => {
    expect(claims(value)).toEqual({ claims: [], problems: [] });
  });

  it('says what is wrong, and takes the rest', () => {
    const { claims: all, problems } = claims('network, terraform/a, /c, b/');
    expect(all).toMatchObject([{ names: ['a'], instances: ['terraform'] }]);
    expect(problems).toEqual([
      expect.stringContaining('"network" must be an instance and a name'),
      expect.stringContaining('"/c" must be'),
      expect.stringContaining('"b/" must be'),
    ]);
  });
});
