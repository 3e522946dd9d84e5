import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';

/** The language of the portal, as a BCP 47 tag. */
export function useLanguage(): string {
  return useApi(appLanguageApiRef).getLanguage().language;
}
