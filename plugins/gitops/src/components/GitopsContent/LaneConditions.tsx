import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Application } from '@backstage-gitops/plugin-gitops-common';
import {
  Age,
  EngineWords,
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { wordsOf } from '../../rules/words';
import { Fact } from '../Fact';

/** Conditions that are not the reason of a mark above, and none themselves. */
export const LaneConditions = ({
  application,
}: {
  application: Application;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const told = new Set(wordsOf(application));
  const others = application.conditions.filter(
    ({ type, message }) => message && !told.has(message) && type !== 'Deleting',
  );
  if (others.length === 0) return null;
  return (
    <Fact label={t('tab.conditions')}>
      {others.map(({ type, message, since }) => (
        <div key={`${type} ${message}`}>
          <QuietText as="p" variant="body-small">
            {type}
            {since && (
              <>
                {' · '}
                <Age at={since} />
              </>
            )}
          </QuietText>
          <EngineWords>{message}</EngineWords>
        </div>
      ))}
    </Fact>
  );
};
