import Ajv, { ValidateFunction } from 'ajv';
import application from './definitions/Application.argoproj.io.v1alpha1.json';
import appProject from './definitions/AppProject.argoproj.io.v1alpha1.json';
import gitRepository from './definitions/GitRepository.source.toolkit.fluxcd.io.v1.json';
import helmRelease from './definitions/HelmRelease.helm.toolkit.fluxcd.io.v2.json';
import helmRepository from './definitions/HelmRepository.source.toolkit.fluxcd.io.v1.json';
import kustomization from './definitions/Kustomization.kustomize.toolkit.fluxcd.io.v1.json';
import ociRepository from './definitions/OCIRepository.source.toolkit.fluxcd.io.v1.json';
import { isRecord } from '../json';
import { SchemaProblem, schemaProblems } from './schemaProblem';
import { structuralSchema } from './structuralSchema';

const definitions = [
  application,
  appProject,
  gitRepository,
  helmRelease,
  helmRepository,
  kustomization,
  ociRepository,
];

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const compiled = new Map<string, ValidateFunction>();

/** Checks an object of Argo CD or Flux; undefined where its kind is not known. */
export function checkEngineObject(
  apiVersion: string,
  kind: string,
): ((content: unknown) => SchemaProblem[]) | undefined {
  const definition = definitions.find(
    known =>
      known.kind === kind && `${known.group}/${known.version}` === apiVersion,
  );
  if (!definition) return undefined;
  const key = `${apiVersion} ${kind}`;
  let validate = compiled.get(key);
  if (!validate) {
    const schema = structuralSchema(definition.schema);
    validate = ajv.compile(isRecord(schema) ? schema : false);
    compiled.set(key, validate);
  }
  const isValid = validate;
  return content =>
    isValid(content) ? [] : schemaProblems(isValid.errors ?? []);
}
