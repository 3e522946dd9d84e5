import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { appLanguageApiRef } from '@backstage/frontend-plugin-api';
import { Since } from '@backstage-gitops/plugin-gitops-common';
import { formatAge } from '../../format/age';
import { useNow } from '../../hooks/useNow';
import { gitopsTranslationRef } from '../../translation';

function useLanguage(): string {
  return useApi(appLanguageApiRef).getLanguage().language;
}

/** `2 days ago`, with the exact time on hover. */
export const Age = ({ at }: { at: string }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const now = useNow();
  const language = useLanguage();
  return (
    <time dateTime={at} title={formatExact(at, language)}>
      {t('since.ago', { age: formatAge(at, now, language) })}
    </time>
  );
};

/** `3 hours`, or `for at least 3 hours` where the beginning was not seen; nothing where unknown. */
export const SinceText = ({ since }: { since: Since }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const now = useNow();
  const language = useLanguage();
  if (!since.at || since.precision === 'unknown') return null;
  const age = formatAge(since.at, now, language);
  const time = formatExact(since.at, language);
  return since.precision === 'exact' ? (
    <time dateTime={since.at} title={t('since.exact', { time })}>
      {age}
    </time>
  ) : (
    <time dateTime={since.at} title={t('since.firstSeen', { time })}>
      {t('since.atLeast', { age })}
    </time>
  );
};

/** How long ago, as plain text for a sentence. */
export function useAge(at: string): string {
  return formatAge(at, useNow(), useLanguage());
}

function formatExact(at: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    dateStyle: 'full',
    timeStyle: 'long',
  }).format(new Date(at));
}
