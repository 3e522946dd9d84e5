import { safeLink } from '@backstage-gitops/plugin-gitops-common';
import {
  readEntityRefs,
  stripCredentials,
} from '@backstage-gitops/plugin-gitops-node';
import { z } from 'zod';

/** Text of so many characters; credentials in URLs are taken out of it. */
export function text(most: number, least = 0) {
  return z
    .string()
    .min(least)
    .max(most)
    .refine(value => !value.includes('\0'), 'may not contain NUL')
    .transform(stripCredentials);
}

/** Long enough for what a program prints when it fails. */
export const message = text(10_000);

function pattern(regex: RegExp, words: string) {
  return z.string().regex(regex, `must be ${words}`);
}

export const instanceNameSchema = pattern(
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
  '1 to 63 of A-Z a-z 0-9 . _ -, beginning with a letter or a digit',
);

export const kindSchema = pattern(
  /^[A-Za-z][A-Za-z0-9]{0,62}$/,
  '1 to 63 letters and digits, beginning with a letter, e.g. Stack',
);

export const nameSchema = pattern(
  /^[A-Za-z0-9][A-Za-z0-9._/:@+-]{0,252}$/,
  '1 to 253 of A-Z a-z 0-9 . _ / : @ + -, beginning with a letter or a digit',
);

/** Key and value. */
export const labelsSchema = z
  .record(
    pattern(
      /^[A-Za-z0-9][A-Za-z0-9._/-]{0,252}$/,
      '1 to 253 of A-Z a-z 0-9 . _ / -, beginning with a letter or a digit',
    ),
    text(253),
  )
  .refine(labels => Object.keys(labels).length <= 50, 'at most 50 labels');

/** In full form afterwards; `checkout` is `component:default/checkout`. */
export const entityRefSchema = z
  .string()
  .max(1024)
  .transform((value, context) => {
    const [ref, ...more] = readEntityRefs(value);
    if (ref && more.length === 0 && !value.includes(',')) return ref;
    context.addIssue('must be an entity ref, e.g. component:default/checkout');
    return z.NEVER;
  });

export const linkUrlSchema = z
  .string()
  .max(2048)
  .transform((value, context) => {
    const link = safeLink(value);
    if (link) return link;
    context.addIssue('must be an http or https URL without credentials');
    return z.NEVER;
  });
