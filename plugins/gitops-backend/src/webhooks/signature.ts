import { createHmac, timingSafeEqual } from 'node:crypto';
import { RequestValidator } from '@backstage/plugin-events-node';

/**
 * Lets requests pass that carry the HMAC-SHA256 of their body.
 *
 * @param header - in lower case; holds it in hexadecimal digits, after `sha256=` or alone
 */
export function signatureValidator(
  header: string,
  secret: string,
): RequestValidator {
  return async ({ headers, raw }, context) => {
    const given = headers[header];
    const [, digits] =
      (typeof given === 'string' &&
        /^(?:sha256=)?([0-9a-f]{64})$/i.exec(given)) ||
      [];
    const expected = createHmac('sha256', secret).update(raw.body).digest();
    const isRight =
      digits !== undefined &&
      timingSafeEqual(Buffer.from(digits, 'hex'), expected);
    if (!isRight) {
      context.reject({
        status: 403,
        payload: { message: 'The signature is missing or wrong' },
      });
    }
  };
}
