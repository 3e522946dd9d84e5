import { objectNameSchema } from './objectName';

describe('objectNameSchema', () => {
  it.each(['web', 'a', '0', 'shop.example.com', 'a..b', 'x'.repeat(253)])(
    'takes %p',
    name => {
      expect(objectNameSchema.safeParse(name).success).toBe(true);
    },
  );

  it.each([
    '',
    '.',
    '..',
    '../a',
    'a/b',
    'a%2F..',
    '-a',
    'a-',
    'a b',
    'a\0',
    'a\n',
    'a\u202eb',
    'x'.repeat(254),
  ])('refuses %p', name => {
    expect(objectNameSchema.safeParse(name).success).toBe(false);
  });
});
