import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { BasicPermission } from '@backstage/plugin-permission-common';

export interface RouteRequest {
  params: Record<string, string>;
  query: unknown;
  body: unknown;
  credentials: BackstageCredentials;
}

/** One thing that is answered. Whoever lacks the permission does not reach `handle`. */
export interface Route {
  method: 'get' | 'post';
  path: string;
  permission: BasicPermission;
  /** Returns what is sent, as JSON. */
  handle(request: RouteRequest): Promise<object>;
}
