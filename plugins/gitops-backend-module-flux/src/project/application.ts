import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { HELM_GROUP, KUSTOMIZE_GROUP } from '../groups';
import { withoutHalfFailure } from './halfFailure';
import { attemptOfRelease, HelmRelease, parseHelmRelease } from './helmRelease';
import {
  attemptOfKustomization,
  Kustomization,
  parseKustomization,
} from './kustomization';
import { isReconciling, isReleasing } from './progress';
import { helmReleaseSource, projectHelmRelease } from './projectHelmRelease';
import {
  kustomizationSource,
  projectKustomization,
} from './projectKustomization';
import { FindSource, SourceRef } from './source';
import { Look, Tried, withoutRetries } from './withoutRetries';

/** One application as Flux has it, of whichever kind. */
export interface FluxApplication extends Look<Tried> {
  kind: string;
  source: SourceRef | undefined;
  /** Whether Flux reports drift itself; else it is read from what was applied. */
  reportsDrift: boolean;
  /** With the drift that Flux reports itself. */
  project(
    findSource: FindSource,
    options: { cluster: string },
  ): ObservedApplication;
  /** The same as it is told after another look, as that was told. */
  after(before: FluxApplication): FluxApplication;
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

function kustomizationOf(object: Kustomization): FluxApplication {
  const look = {
    object,
    isAtWork: isReconciling(object),
    attempt: attemptOfKustomization(object),
  };
  return {
    ...look,
    kind: 'Kustomization',
    source: kustomizationSource(object),
    reportsDrift: false,
    project: (...args) => projectKustomization(object, ...args),
    after: before => kustomizationOf(withoutRetries(before, look)),
  };
}

function helmReleaseOf(object: HelmRelease): FluxApplication {
  const look = {
    object,
    isAtWork: isReleasing(object),
    attempt: attemptOfRelease(object),
  };
  return {
    ...look,
    kind: 'HelmRelease',
    source: helmReleaseSource(object),
    reportsDrift: true,
    project: (...args) => projectHelmRelease(object, ...args),
    after: before =>
      helmReleaseOf(withoutRetries(before, withoutHalfFailure(before, look))),
  };
}

export const APPLICATION_KINDS: ApplicationKind[] = [
  {
    kind: 'Kustomization',
    group: KUSTOMIZE_GROUP,
    isOptional: false,
    parse: value => {
      const object = parseKustomization(value);
      return object && kustomizationOf(object);
    },
  },
  {
    kind: 'HelmRelease',
    group: HELM_GROUP,
    isOptional: true,
    parse: value => {
      const object = parseHelmRelease(value);
      return object && helmReleaseOf(object);
    },
  },
];
