import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

export interface BenchDatabase {
  name: 'SQLite' | 'PostgreSQL';
  /** `backend.database` */
  config: object;
}

/** The launcher starts one for those who want it. */
const POSTGRES = 'GITOPS_BENCH_POSTGRES';

/** SQLite in files, and PostgreSQL where there is one. */
export async function databases(directory: string): Promise<BenchDatabase[]> {
  const files = join(directory, 'databases');
  await mkdir(files, { recursive: true });
  const url = process.env[POSTGRES];
  return [
    {
      name: 'SQLite',
      config: { client: 'better-sqlite3', connection: { directory: files } },
    },
    ...(url
      ? [
          {
            name: 'PostgreSQL' as const,
            config: {
              client: 'pg',
              connection: url,
              prefix: `bench_${process.pid}_`,
            },
          },
        ]
      : []),
  ];
}
