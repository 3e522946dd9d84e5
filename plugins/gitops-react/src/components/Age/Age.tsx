import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Since } from '@backstage-gitops/plugin-gitops-common';
import { formatAge, formatUntil } from '../../format/age';
import { useLanguage } from '../../hooks/useLanguage';
import { useNow } from '../../hooks/useNow';
import { gitopsTranslationRef } from '../../translation';

/** `2 days ago`, or a sentence around the `2 days`; the exact time on hover. */
export const Age = ({
  at,
  children,
}: {
  at: string;
  children?: (age: string) => string;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const now = useNow();
  const language = useLanguage();
  const age = formatAge(at, now, language);
  const exact = useExact(at, language);
  return (
    // What is read aloud as it changes does not change with every tick.
    <time dateTime={at} title={exact} aria-live="off">
      {children ? children(age) : t('since.ago', { age })}
    </time>
  );
};

/** A sentence around the `3 hours` that something is away; the exact time on hover. */
export const TimeUntil = ({
  at,
  children,
}: {
  at: string;
  children: (time: string) => string;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const now = useNow();
  const language = useLanguage();
  const exact = useExact(at, language);
  return (
    <time dateTime={at} title={exact} aria-live="off">
      {children(
        // Then, until somebody has looked again.
        now < Date.parse(at)
          ? formatUntil(at, now, language)
          : t('since.moment'),
      )}
    </time>
  );
};

/** `3 hours`, or `for at least 3 hours` where the beginning was not seen; nothing where unknown. */
export const SinceText = ({ since }: { since: Since }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const now = useNow();
  const language = useLanguage();
  const time = useExact(since.at, language);
  if (!since.at || since.precision === 'unknown') return null;
  const age = formatAge(since.at, now, language);
  const isExact = since.precision === 'exact';
  return (
    <time
      dateTime={since.at}
      title={t(isExact ? 'since.exact' : 'since.firstSeen', { time })}
      aria-live="off"
    >
      {isExact ? age : t('since.atLeast', { age })}
    </time>
  );
};

// Not with every tick: making a format takes long.
function useExact(at: string | null, language: string): string {
  return useMemo(
    () =>
      at === null
        ? ''
        : new Intl.DateTimeFormat(language, {
            dateStyle: 'full',
            timeStyle: 'long',
          }).format(new Date(at)),
    [at, language],
  );
}
