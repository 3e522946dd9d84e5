import { useEffect, useRef } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  gitopsTranslationRef,
  LivePages,
} from '@backstage-gitops/plugin-gitops-react';
import { Button } from '@backstage/ui';
import { ShowMore } from './ShowMore';
import { useSeen } from './useSeen';

/** The end of a list that goes on by itself when one comes there, else by its button. */
export const EndlessMore = ({
  pages,
  children,
}: {
  pages: LivePages<{ items: unknown[] }>;
  children: string;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { value, error, isLoading, retry, showMore } = pages;
  const ref = useSeen<HTMLDivElement>(
    isLoading ? undefined : showMore,
    `${isLoading} ${value?.items.length}`,
  );
  // A button that is gone when its work is done leaves the focus here, where one
  // goes on from.
  const isWithin = useRef(false);
  useEffect(() => {
    if (isWithin.current && document.activeElement === document.body) {
      ref.current?.focus();
    }
  });
  return (
    <div
      ref={ref}
      tabIndex={-1}
      onFocus={() => {
        isWithin.current = true;
      }}
      onBlur={() => {
        isWithin.current = false;
      }}
    >
      <ShowMore pages={pages}>{children}</ShowMore>
      {error && value && (
        <Button
          size="small"
          variant="secondary"
          isPending={isLoading}
          onPress={() => void retry()}
        >
          {t('problem.retry')}
        </Button>
      )}
    </div>
  );
};
