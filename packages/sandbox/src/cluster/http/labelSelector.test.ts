import { parseLabelSelector } from './labelSelector';

const labels = { app: 'web', tier: 'front', 'example.com/empty': '' };

describe('parseLabelSelector', () => {
  it.each([
    ['', true],
    ['app', true],
    ['!app', false],
    ['!missing', true],
    ['app=web', true],
    ['app==web,tier=front', true],
    ['app=web,tier=back', false],
    ['app!=web', false],
    ['missing!=web', true],
    ['app in (api, web)', true],
    ['app in (api)', false],
    ['app notin (api)', true],
    ['missing notin (api)', true],
    ['missing in (api)', false],
    ['example.com/empty=', true],
    ['app=web, tier in (front)', true],
  ])('%s', (text, expected) => {
    expect(parseLabelSelector(text)(labels)).toBe(expected);
  });

  it.each(['a===b', 'app in web', 'app in (web', ',', 'app web', '=a'])(
    'refuses %s',
    text => {
      expect(() => parseLabelSelector(text)).toThrow(
        /unable to parse requirement/,
      );
    },
  );
});
