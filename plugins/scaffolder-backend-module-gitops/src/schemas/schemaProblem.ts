import { JsonPath } from '../json';

export interface SchemaProblem {
  path: JsonPath;
  /** A sentence. */
  message: string;
}

/** What Ajv says of a value, of which this is needed. */
export interface AjvError {
  instancePath: string;
  keyword: string;
  message?: string;
  params: Record<string, unknown>;
}

function pathOf(instancePath: string): JsonPath {
  return instancePath
    .split('/')
    .slice(1)
    .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map(key => (/^\d+$/.test(key) ? Number(key) : key));
}

/** One problem for each place, in words. */
export function schemaProblems(errors: AjvError[]): SchemaProblem[] {
  const problems = new Map<string, { path: JsonPath; words: string[] }>();
  const alternatives = new Set<string>();
  for (const { instancePath, keyword, message, params } of errors) {
    const path = pathOf(instancePath);
    if (keyword === 'oneOf' || keyword === 'anyOf') {
      alternatives.add(JSON.stringify(path));
      continue;
    }
    const isUnknown = keyword === 'additionalProperties';
    if (isUnknown) path.push(String(params.additionalProperty));
    const words = isUnknown
      ? 'is not a field that there is'
      : message ?? 'is wrong';
    const key = JSON.stringify(path);
    const problem = problems.get(key) ?? { path, words: [] };
    if (!problem.words.includes(words)) problem.words.push(words);
    problems.set(key, problem);
  }
  return [...problems].map(([key, { path, words }]) => ({
    path,
    message: `${path.join('.') || 'the object'} ${words.join(
      alternatives.has(key) ? ', or ' : ', and ',
    )}`,
  }));
}
