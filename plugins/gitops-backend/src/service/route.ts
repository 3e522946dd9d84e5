import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { BasicPermission } from '@backstage/plugin-permission-common';
import { JsonObject } from '@backstage/types';

export interface RouteRequest {
  params: Record<string, string>;
  query: unknown;
  body: unknown;
  credentials: BackstageCredentials;
}

/** One thing that is answered. Whoever lacks the permission does not reach `handle`. */
export interface Route<Answer extends object = object> {
  method: 'get' | 'post';
  path: string;
  permission: BasicPermission;
  /** Nothing comes of it but that something is seen: that one may is not asked each time. */
  isTurned?: boolean;
  /** Where every attempt is told to the auditor, also the refused one. */
  audit?: {
    eventId: string;
    /** What is known of the attempt beforehand; the request may not be valid. */
    about(request: RouteRequest): Promise<JsonObject>;
    /** What came of it. */
    outcome(answer: Answer): JsonObject;
  };
  /** Returns what is sent, as JSON. */
  handle(request: RouteRequest): Promise<Answer>;
}
