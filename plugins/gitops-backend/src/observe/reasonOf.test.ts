import {
  AuthenticationError,
  ForwardedError,
  NotAllowedError,
} from '@backstage/errors';
import { isAnswer, reasonOf } from './reasonOf';

describe('reasonOf', () => {
  it.each([
    ['plain words', new Error('connect ECONNREFUSED'), 'connect ECONNREFUSED'],
    [
      'credentials in a URL',
      new Error('GET https://robin:canary@git.example.com/a failed'),
      'GET https://git.example.com/a failed',
    ],
    [
      'lines and marks that turn text around',
      new Error('one\ntwo\u202ethree\u0007'),
      'one two three',
    ],
    ['no words', new Error(''), 'It failed without a word.'],
    ['what is no error', 'text', 'text'],
  ])('says %s', (_what, error, expected) => {
    expect(reasonOf(error)).toBe(expected);
  });

  it('is short', () => {
    expect(reasonOf(new Error('x'.repeat(1_000_000)))).toHaveLength(500);
  });
});

class Refusal extends Error {
  constructor(readonly status: number) {
    super('It does not accept our credentials');
  }
}

describe('isAnswer', () => {
  it.each<[string, unknown, boolean]>([
    ['a refusal', new NotAllowedError('no'), true],
    ['a missing token', new AuthenticationError('no'), true],
    ['a status', Object.assign(new Error('no'), { statusCode: 503 }), true],
    ['a refusal by an engine', new Refusal(401), true],
    [
      'a refusal within another error',
      new ForwardedError('list failed', new NotAllowedError('no')),
      true,
    ],
    ['a broken connection', new TypeError('fetch failed'), false],
    ['no error', 'text', false],
  ])('tells %s', (_what, error, expected) => {
    expect(isAnswer(error)).toBe(expected);
  });
});
