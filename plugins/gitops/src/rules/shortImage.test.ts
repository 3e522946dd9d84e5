import { shortImage } from './shortImage';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('shortImage', () => {
  it.each([
    ['nginx', 'nginx'],
    ['registry.example.com:5000/shop/checkout:1.4.2', 'checkout:1.4.2'],
    [`ghcr.io/shop/checkout:1.4.2@${digest}`, 'checkout:1.4.2'],
    [`ghcr.io/shop/checkout@${digest}`, 'checkout@sha256:0123456'],
    [
      'ghcr.io/shop/checkout:main-a1b2c3d4e5f60718293a4b5c6d7e8f9012345678',
      'checkout:main-a1b2c3d',
    ],
    ['odd/', 'odd/'],
    ['', ''],
  ])('of %p is %p', (image, short) => {
    expect(shortImage(image)).toBe(short);
  });
});
