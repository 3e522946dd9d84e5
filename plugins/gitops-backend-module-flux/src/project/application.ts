import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { HELM_GROUP, KUSTOMIZE_GROUP } from '../groups';
import { parseHelmRelease } from './helmRelease';
import { parseKustomization } from './kustomization';
import { FluxObject } from './object';
import { isReconciling, isReleasing } from './progress';
import { helmReleaseSource, projectHelmRelease } from './projectHelmRelease';
import {
  kustomizationSource,
  projectKustomization,
} from './projectKustomization';
import { FindSource, SourceRef } from './source';

/** One application as Flux has it, of whichever kind. */
export interface FluxApplication {
  kind: string;
  object: FluxObject;
  isAtWork: boolean;
  source: SourceRef | undefined;
  /** Whether Flux reports drift itself; else it is read from what was applied. */
  reportsDrift: boolean;
  /** With the drift that Flux reports itself. */
  project(
    findSource: FindSource,
    options: { cluster: string },
  ): ObservedApplication;
}

/** A kind of Flux's objects that are applications. */
export interface ApplicationKind {
  kind: string;
  group: string;
  /** The others are observed also where these may not be read. */
  isOptional: boolean;
  /** @returns undefined where it has not even a name */
  parse(value: unknown): FluxApplication | undefined;
}

export const APPLICATION_KINDS: ApplicationKind[] = [
  {
    kind: 'Kustomization',
    group: KUSTOMIZE_GROUP,
    isOptional: false,
    parse: value => {
      const object = parseKustomization(value);
      return (
        object && {
          kind: 'Kustomization',
          object,
          isAtWork: isReconciling(object),
          source: kustomizationSource(object),
          reportsDrift: false,
          project: (...args) => projectKustomization(object, ...args),
        }
      );
    },
  },
  {
    kind: 'HelmRelease',
    group: HELM_GROUP,
    isOptional: true,
    parse: value => {
      const object = parseHelmRelease(value);
      return (
        object && {
          kind: 'HelmRelease',
          object,
          isAtWork: isReleasing(object),
          source: helmReleaseSource(object),
          reportsDrift: true,
          project: (...args) => projectHelmRelease(object, ...args),
        }
      );
    },
  },
];
