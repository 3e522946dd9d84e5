import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import { Button, Flex, Text } from '@backstage/ui';

/** Nothing is left of the fleet, or there is none. */
export const NoApplications = ({
  isNarrowed,
  onClear,
}: {
  isNarrowed: boolean;
  onClear: () => void;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    <Flex direction="column" align="start" gap="2">
      <Text>{t(isNarrowed ? 'fleet.none' : 'fleet.noneAtAll')}</Text>
      {isNarrowed && (
        <Button size="small" variant="secondary" onPress={onClear}>
          {t('fleet.clear')}
        </Button>
      )}
    </Flex>
  );
};
