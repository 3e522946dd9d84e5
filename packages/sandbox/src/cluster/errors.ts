/** One thing that is wrong with an object or request. */
export interface StatusCause {
  reason: string;
  message: string;
  field?: string;
}

/** The body of every answer of an API server that is an error. */
export interface Status {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: { continue?: string };
  status: 'Failure';
  message: string;
  reason?: string;
  details?: {
    name?: string;
    group?: string;
    kind?: string;
    causes?: StatusCause[];
  };
  code: number;
}

/** A refusal, with the Status that the API server answers. */
export class KubeError extends Error {
  readonly status: Status;

  constructor(status: Status) {
    super(status.message);
    this.name = 'KubeError';
    this.status = status;
  }

  get code(): number {
    return this.status.code;
  }
}

/** What errors name of a kind. */
export interface Named {
  group: string;
  kind: string;
  plural: string;
}

function failure(
  code: number,
  message: string,
  more: Partial<Pick<Status, 'reason' | 'details' | 'metadata'>> = {},
): KubeError {
  return new KubeError({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    ...more,
    code,
  });
}

/** `kustomizations.kustomize.toolkit.fluxcd.io`, or `configmaps`. */
export function qualified(name: string, group: string): string {
  return group ? `${name}.${group}` : name;
}

function detailsOf(type: Named, name?: string) {
  return {
    ...(name ? { name } : {}),
    ...(type.group ? { group: type.group } : {}),
    kind: type.plural,
  };
}

export function badRequest(message: string): KubeError {
  return failure(400, message, { reason: 'BadRequest' });
}

export function unauthorized(): KubeError {
  return failure(401, 'Unauthorized', { reason: 'Unauthorized' });
}

export function forbidden(
  user: string,
  verb: string,
  type: Named,
  where: { namespace?: string; name?: string; subresource?: string },
): KubeError {
  const resource = where.subresource
    ? `${type.plural}/${where.subresource}`
    : type.plural;
  const scope = where.namespace
    ? `in the namespace "${where.namespace}"`
    : 'at the cluster scope';
  const subject = qualified(type.plural, type.group);
  const name = where.name ? ` "${where.name}"` : '';
  return failure(
    403,
    `${subject}${name} is forbidden: User "${user}" cannot ${verb} resource "${resource}" in API group "${type.group}" ${scope}`,
    { reason: 'Forbidden', details: detailsOf(type, where.name) },
  );
}

export function forbiddenPath(
  user: string,
  verb: string,
  path: string,
): KubeError {
  return failure(
    403,
    `forbidden: User "${user}" cannot ${verb} path "${path}"`,
    {
      reason: 'Forbidden',
      details: {},
    },
  );
}

export function notFound(type: Named, name: string): KubeError {
  return failure(
    404,
    `${qualified(type.plural, type.group)} "${name}" not found`,
    { reason: 'NotFound', details: detailsOf(type, name) },
  );
}

export function noSuchResource(): KubeError {
  return failure(404, 'the server could not find the requested resource', {
    reason: 'NotFound',
    details: {},
  });
}

export function methodNotAllowed(): KubeError {
  return failure(
    405,
    'the server does not allow this method on the requested resource',
    { reason: 'MethodNotAllowed', details: {} },
  );
}

export function notAcceptable(): KubeError {
  return failure(
    406,
    'only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf',
    { reason: 'NotAcceptable' },
  );
}

export function alreadyExists(type: Named, name: string): KubeError {
  return failure(
    409,
    `${qualified(type.plural, type.group)} "${name}" already exists`,
    { reason: 'AlreadyExists', details: detailsOf(type, name) },
  );
}

export function staleVersion(type: Named, name: string): KubeError {
  return failure(
    409,
    `Operation cannot be fulfilled on ${qualified(
      type.plural,
      type.group,
    )} "${name}": the object has been modified; please apply your changes to the latest version and try again`,
    { reason: 'Conflict', details: detailsOf(type, name) },
  );
}

export function applyConflict(message: string, causes: StatusCause[]) {
  return failure(409, message, { reason: 'Conflict', details: { causes } });
}

export function expired(message: string, token?: string): KubeError {
  return failure(410, message, {
    reason: 'Expired',
    metadata: token ? { continue: token } : {},
  });
}

export function tooLarge(): KubeError {
  return failure(413, 'Request entity too large: limit is 3145728', {
    reason: 'RequestEntityTooLarge',
    details: {},
  });
}

export function unsupportedMediaType(accepted: string[]): KubeError {
  return failure(
    415,
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(
      ', ',
    )}`,
    { reason: 'UnsupportedMediaType' },
  );
}

/** 422 for an object that breaks rules; the message lists every cause. */
export function invalid(
  type: Pick<Named, 'group' | 'kind'>,
  name: string,
  causes: StatusCause[],
): KubeError {
  const said = causes.map(cause => `${cause.field}: ${cause.message}`);
  const all = said.length === 1 ? said[0] : `[${said.join(', ')}]`;
  return failure(
    422,
    `${qualified(type.kind, type.group)} "${name}" is invalid: ${all}`,
    {
      reason: 'Invalid',
      details: {
        ...(name ? { name } : {}),
        ...(type.group ? { group: type.group } : {}),
        ...(type.kind ? { kind: type.kind } : {}),
        causes,
      },
    },
  );
}

/** 422 of a JSON patch that cannot be carried out. */
export function patchRefused(): KubeError {
  return failure(
    422,
    'the server rejected our request due to an error in our request',
    { reason: 'Invalid', details: {} },
  );
}

/** Errors that the API server does not expect; they carry no reason. */
export function internalError(message: string): KubeError {
  return failure(500, message);
}
