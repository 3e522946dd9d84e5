import { useEffect, useRef, useState } from 'react';
import { toError } from '@backstage/errors';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { isTemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { JsonObject } from '@backstage/types';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';

/** What files hold, by path in the workspace of the run. */
type Files = Record<string, string>;

/** Neither files nor an error: it runs. */
interface DryRun {
  files?: Files;
  error?: Error;
}

function textOf(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), char => char.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

/**
 * What a template would make of a filled form: worked out once, when it is asked for,
 * and again on request with the form as it is then. Nothing is made.
 */
export function useDryRun(
  templateRef: string,
  values: JsonObject,
): DryRun & { retry: () => void } {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const scaffolderApi = useApi(scaffolderApiRef);
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<DryRun>({});

  const run = async (): Promise<Files> => {
    const template = await catalogApi.getEntityByRef(templateRef);
    if (!template || !isTemplateEntityV1beta3(template)) {
      throw new Error(t('files.noTemplate', { template: templateRef }));
    }
    const { directoryContents } = await scaffolderApi.dryRun({
      template,
      values,
      directoryContents: [],
    });
    return Object.fromEntries(
      directoryContents.map(({ path, base64Content }) => [
        path,
        textOf(base64Content),
      ]),
    );
  };
  // Typing elsewhere on the page is no reason to run again.
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });

  useEffect(() => {
    let isAwaited = true;
    const settle = (settled: DryRun) => isAwaited && setAnswer(settled);
    settle({});
    latest.current().then(
      files => settle({ files }),
      error => settle({ error: toError(error) }),
    );
    return () => {
      isAwaited = false;
    };
  }, [attempt]);

  return { ...answer, retry: () => setAttempt(attempt + 1) };
}
