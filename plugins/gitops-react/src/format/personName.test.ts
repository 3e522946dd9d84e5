import { personName } from './personName';

describe('personName', () => {
  it.each([
    ['user:default/robin', 'robin'],
    ['user:robin', 'robin'],
    ['admin', 'admin'],
    ['sam@example.com', 'sam@example.com'],
    ['user:', 'user:'],
    ['system:serviceaccount:a:b', 'system:serviceaccount:a:b'],
  ])('calls %s %s', (name, shown) => {
    expect(personName(name)).toBe(shown);
  });
});
