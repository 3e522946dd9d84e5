import { Config } from '@backstage/config';
import {
  ScmIntegrationRegistry,
  ScmIntegrations,
} from '@backstage/integration';
import { SOURCE_FILE_URL } from '@backstage-gitops/plugin-gitops-common';
import { BindingRule, readBindingRules } from './bindingRules';

/** What the operator lets bind applications besides the annotations. */
export interface BindingPolicy {
  rules: BindingRule[];
  /** Whether sources below an entity's own location bind. */
  sourceLocation: boolean;
  /** Annotation of TeraSky's ingestor that says where an entity comes from. */
  sourceFileUrl: string;
  /** By which URLs of repositories are compared. */
  integrations: ScmIntegrationRegistry;
}

/**
 * Reads `gitops.binding`.
 * @throws InputError where a rule cannot be read
 */
export function readBindingPolicy(config: Config): BindingPolicy {
  const prefix =
    config.getOptionalString('kubernetesIngestor.annotationPrefix') ??
    'terasky.backstage.io';
  return {
    rules: readBindingRules(config),
    sourceLocation:
      config.getOptionalBoolean('gitops.binding.sourceLocation') ?? false,
    sourceFileUrl: `${prefix}/${SOURCE_FILE_URL}`,
    integrations: ScmIntegrations.fromConfig(config),
  };
}
