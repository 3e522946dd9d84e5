import { whyUnobservable } from './whyUnobservable';

describe('whyUnobservable', () => {
  const known = [
    { name: 'edge', authProvider: 'serviceAccount' },
    { name: 'local', authProvider: undefined },
    { name: 'hers', authProvider: 'oidc' },
  ];

  it.each(['edge', 'local'])('says nothing of %s', name => {
    expect(whyUnobservable(name, known)).toBeUndefined();
  });

  it('says what is wrong with the others, and what to do', () => {
    expect(whyUnobservable('far', known)).toBe(
      'There is no cluster far in the kubernetes configuration',
    );
    expect(whyUnobservable('hers', known)).toMatch(
      /auth provider oidc needs a person's token; give the cluster one/,
    );
  });
});
