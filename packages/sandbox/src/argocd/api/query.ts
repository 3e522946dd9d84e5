import { Request } from 'express';
import { KubeObject } from '../../cluster/types';
import { invalidArgument } from '../errors';
import { stringAt } from '../json';
import { AppKey, CONTROL_NAMESPACE } from '../names';
import { matchesSelector } from '../rules/selector';

/** All values of a repeatable query parameter. */
export function queryList(request: Request, name: string): string[] {
  const value = request.query[name];
  const values = Array.isArray(value) ? value : [value];
  return values.flatMap(one => (typeof one === 'string' && one ? [one] : []));
}

export function queryText(request: Request, name: string): string {
  return queryList(request, name)[0] ?? '';
}

export function queryFields(request: Request): string[] {
  return queryList(request, 'fields').flatMap(text => text.split(','));
}

/** The application that a path and its `appNamespace` name. */
export function appKeyOf(request: Request, appNamespace?: string): AppKey {
  return {
    name: request.params.name,
    namespace:
      appNamespace || queryText(request, 'appNamespace') || CONTROL_NAMESPACE,
  };
}

/** The filter that lists and streams take from their query. */
export function applicationFilter(
  request: Request,
): (object: KubeObject) => boolean {
  const name = queryText(request, 'name');
  const namespace = queryText(request, 'appNamespace');
  const selector = queryText(request, 'selector');
  const projects = [
    ...queryList(request, 'projects'),
    ...queryList(request, 'project'),
  ];
  try {
    matchesSelector({}, selector);
  } catch (error) {
    throw invalidArgument(
      `error parsing the selector: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
  return ({ metadata, spec }) =>
    (!name || metadata.name === name) &&
    (!namespace || metadata.namespace === namespace) &&
    (projects.length === 0 || projects.includes(stringAt(spec, 'project'))) &&
    matchesSelector(metadata.labels ?? {}, selector);
}
