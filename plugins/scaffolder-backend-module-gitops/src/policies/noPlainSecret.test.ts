import { violations } from '../__testUtils__/violations';
import { noPlainSecret } from './noPlainSecret';

describe('noPlainSecret', () => {
  it.each([
    'kind: Secret\n',
    'kind: Secret\ndata: {}\n',
    'kind: Secret\ntype: kubernetes.io/service-account-token\ndata: null\n',
    'kind: Secret\ndata: { a: "ENC[AES256_GCM,data:x]" }\n',
    'kind: ConfigMap\ndata: { a: Yg== }\n',
    'kind: ExternalSecret\nspec: { data: [] }\n',
  ])('allows %j', manifest => {
    expect(violations(noPlainSecret, manifest)).toEqual([]);
  });

  it('refuses every value that can be read', () => {
    expect(
      violations(
        noPlainSecret,
        'kind: Secret\ndata: { a: Yg==, b: "ENC[x]", c: 1 }\nstringData: { d: "" }\n',
      ),
    ).toEqual(['data.a', 'data.c', 'stringData.d']);
  });
});
