import {
  AuditorService,
  AuthService,
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { audited, problemsOf } from '@backstage-gitops/plugin-gitops-node';
import express from 'express';
import Router from 'express-promise-router';
import { Knex } from 'knex';
import { z } from 'zod';
import { ReportingInstance } from '../config';
import { News } from '../News';
import { reportSchema } from '../report/report';
import { instanceNameSchema } from '../report/text';
import { saveReport } from '../store/saveReport';
import { requireReporter } from './requireReporter';

const BODY_LIMIT = '2mb';

const addressedSchema = z.looseObject({ instance: instanceNameSchema });

/** What came of a report. */
interface Accepted {
  instance: string;
  /** How many applications it has now. */
  applications: number;
  /** ISO 8601 */
  reportedAt: string;
}

export interface RouterOptions {
  db: Knex;
  news: News;
  instances: ReportingInstance[];
  auth: AuthService;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  auditor: AuditorService;
}

/** Takes reports, each only of whom the configuration lists for the instance. */
export function createRouter(options: RouterOptions): express.Router {
  const { httpAuth, auditor } = options;
  const router = Router();
  // Whatever it is said to be: what is no JSON is refused with words.
  const json = express.json({ limit: BODY_LIMIT, type: () => true });
  router.post('/reports', json, async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const { body } = request;
    const about = addressedSchema.safeParse(body).data;
    response.json(
      await audited(
        auditor,
        {
          eventId: 'report',
          request,
          about: about ? { instance: about.instance } : {},
        },
        () => accept(body, credentials, options),
        ({ applications }) => ({ applications }),
      ),
    );
  });
  return router;
}

async function accept(
  body: unknown,
  credentials: BackstageCredentials,
  { auth, db, news, ...rest }: RouterOptions,
): Promise<Accepted> {
  if (!auth.isPrincipal(credentials, 'service')) {
    throw new NotAllowedError(
      'Only a service may report: use a token of backend.auth.externalAccess.',
    );
  }
  const { instance } = parse(addressedSchema, body);
  await requireReporter(instance, { ...rest, credentials });
  const report = parse(reportSchema, body);
  const reportedAt = new Date().toISOString();
  const applications = await saveReport(db, report, reportedAt);
  news.tell();
  return { instance, applications, reportedAt };
}

function parse<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new InputError(
    `The report is not valid, and nothing of it is kept: ${problemsOf(
      result.error,
    )}`,
  );
}
