import { kubeTime } from './time';

/** gRPC codes that the API answers with, and their HTTP statuses. */
const httpStatuses = {
  2: 500,
  3: 400,
  5: 404,
  7: 403,
  9: 400,
  16: 401,
} as const;

export type GrpcCode = keyof typeof httpStatuses;

/** An answer of the API that is an error: `{error, code, message}`. */
export class ApiError extends Error {
  readonly code: GrpcCode;

  constructor(code: GrpcCode, message: string) {
    super(message);
    this.code = code;
  }

  get httpStatus(): number {
    return httpStatuses[this.code];
  }
}

/** Also for what does not exist: the API does not tell. */
export const permissionDenied = () => new ApiError(7, 'permission denied');
/** What an account may not do with an application that it may see. */
export const mayNot = (
  action: string,
  what: { project: string; name: string },
  who: { username: string; issuedAt: Date },
) =>
  new ApiError(
    7,
    `permission denied: applications, ${action}, ${what.project}/${
      what.name
    }, sub: ${who.username}, iat: ${kubeTime(who.issuedAt)}`,
  );
export const blockedByWindow = () =>
  new ApiError(7, 'cannot sync: blocked by sync window');
export const noSession = () => new ApiError(16, 'no session information');
export const wrongPassword = () =>
  new ApiError(16, 'Invalid username or password');
export const invalidArgument = (message: string) => new ApiError(3, message);
export const failedPrecondition = (message: string) => new ApiError(9, message);
export const operationInProgress = () =>
  failedPrecondition('another operation is already in progress');
