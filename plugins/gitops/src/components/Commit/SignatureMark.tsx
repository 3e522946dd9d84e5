import { useTranslationRef } from '@backstage/frontend-plugin-api';
import LockOpenIcon from '@material-ui/icons/LockOpenOutlined';
import VerifiedUserIcon from '@material-ui/icons/VerifiedUserOutlined';
import { Commit } from '@backstage-gitops/plugin-gitops-common';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import { OutsideMark } from './OutsideMark';

/** What the host says of a signature; nothing where there is none or it is not known. */
export const SignatureMark = ({ signature }: Pick<Commit, 'signature'>) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  if (signature === 'verified') {
    return (
      <OutsideMark icon={VerifiedUserIcon} tone="success">
        {t('review.signature.verified')}
      </OutsideMark>
    );
  }
  return signature === 'unverified' ? (
    <OutsideMark icon={LockOpenIcon} tone="warning">
      {t('review.signature.unverified')}
    </OutsideMark>
  ) : null;
};
