import { readFile } from 'node:fs/promises';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  entitySchemaValidator,
} from '@backstage/catalog-model';
import { parseDocument } from 'yaml';
import { Settings } from '../settings';
import { TEMPLATE_FILE } from './skeletons';
import { templateSteps } from './steps';

const ENGINES = {
  argocd: 'Argo CD',
  flux: 'Flux',
};

/** The template *New GitOps repository*, for the place that it is used in. */
export async function createTemplate(settings: Settings): Promise<Entity> {
  const document = parseDocument(await readFile(TEMPLATE_FILE, 'utf8'));
  const set = (path: Array<string | number>, values: object) => {
    for (const [key, value] of Object.entries(values)) {
      document.setIn([...path, key], document.createNode(value));
    }
  };
  const location = `file:${TEMPLATE_FILE}`;
  set(['metadata', 'annotations'], {
    [ANNOTATION_LOCATION]: location,
    [ANNOTATION_ORIGIN_LOCATION]: location,
  });

  const fields = ['spec', 'parameters', 1, 'properties'];
  const engines = [
    ...(settings.argocd ? (['argocd'] as const) : []),
    ...(settings.flux ? (['flux'] as const) : []),
  ];
  set([...fields, 'engine'], {
    enum: engines,
    enumNames: engines.map(engine => ENGINES[engine]),
    default: engines[0],
  });
  const names = settings.environments.map(({ name }) => name);
  set([...fields, 'environments', 'items'], { enum: names });
  set([...fields, 'environments'], { default: names });
  if (!settings.argocd) document.deleteIn([...fields, 'automated']);

  set(['spec'], { steps: templateSteps(settings) });
  return entitySchemaValidator()(document.toJS());
}
