import { ReviewHostError } from '../types';

/**
 * What a host answers, or what stands for it when it fails in one of these ways:
 * `notFound` where it does not have it, `forbidden` where it does not tell us.
 */
export async function orElse<T, F>(
  answer: Promise<T>,
  otherwise: Partial<Record<ReviewHostError['kind'], F>>,
): Promise<T | F> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ReviewHostError)) throw error;
    const { kind } = error;
    const instead = Object.entries(otherwise).find(([key]) => key === kind);
    if (!instead) throw error;
    return instead[1];
  }
}

/** What a host answers; undefined where it does not have it. */
export function find<T>(answer: Promise<T>): Promise<T | undefined> {
  return orElse(answer, { notFound: undefined });
}
