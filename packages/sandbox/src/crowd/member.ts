import { RequestHandler } from 'express';
import { Clock } from '../clock';
import { Account } from '../cluster/http/auth';
import { RunningGitHost } from '../git/createGitHost';
import { Render } from '../render/types';

export interface CrowdMemberOptions {
  /** Also that of its repository: `crowd/<name>`. */
  name: string;
  /** How many. */
  applications: number;
  git: RunningGitHost;
  render: Render;
  clock: Clock;
  /** Of its cluster. */
  accounts: Account[];
}

/** One engine of a crowd. */
export interface CrowdMember {
  api: RequestHandler;
  /** Makes this application unhealthy, or healthy again. */
  change(application: string): void;
  /** What the engine writes of an application that it looked at and found as it was. */
  lookAgain(application: string): void;
  stop(): Promise<void>;
}

/** The past of a crowd is so old. */
export const PAST_MS = 60 * 60_000;
