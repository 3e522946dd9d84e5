import { shortRevision } from './shortRevision';

/** `checkout:1.4.2` of `registry.example.com/shop/checkout:1.4.2@sha256:…`; SHAs and digests are cut. */
export function shortImage(image: string): string {
  const last = image.slice(image.lastIndexOf('/') + 1);
  const [named] = last.split('@', 1);
  return shortRevision(named.includes(':') ? named : last) || image;
}
