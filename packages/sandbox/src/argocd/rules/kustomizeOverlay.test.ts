import { kustomizeOverlay } from './kustomizeOverlay';

describe('kustomizeOverlay', () => {
  it.each([
    ['shop:1.2.3', { name: 'shop', newTag: '1.2.3' }],
    [
      'registry.example.com:5000/shop:1.2.3',
      { name: 'registry.example.com:5000/shop', newTag: '1.2.3' },
    ],
    [
      'registry.example.com:5000/shop',
      { name: 'registry.example.com:5000/shop' },
    ],
    [
      'shop=registry.example.com/shop:1.2.3',
      { name: 'shop', newName: 'registry.example.com/shop', newTag: '1.2.3' },
    ],
    ['shop@sha256:abc', { name: 'shop', digest: 'sha256:abc' }],
  ])('reads the image %s', (text, image) => {
    const kustomize = { images: [text] };
    expect(kustomizeOverlay({ repoURL: '', kustomize })).toEqual({
      images: [image],
    });
  });

  it('is empty without parameters', () => {
    expect(kustomizeOverlay({ repoURL: '' })).toEqual({});
    expect(kustomizeOverlay({ repoURL: '', kustomize: {} })).toEqual({});
  });
});
