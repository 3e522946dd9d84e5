import {
  changeObject,
  KubernetesClient,
  KubernetesObjectRef,
  nameOfObject,
  NoAnswerError,
  ObservedApplication,
  OperationAnswer,
  OperationCall,
  shorten,
} from '@backstage-gitops/plugin-gitops-node';
import { SUSPENDED_BY } from '../project/paused';
import { fetchSource, SourceTiming } from './fetchSource';
import { findApplication, FoundApplication } from './findApplication';
import { reconcilePatch, requestAnnotations } from './requestAnnotations';

interface Options {
  signal: AbortSignal;
  timing: SourceTiming;
}

/**
 * Does what a person asks for.
 * @throws Error with a sentence for the person where that cannot be done
 */
export async function operate(
  client: KubernetesClient,
  application: ObservedApplication,
  call: OperationCall,
  options: Options,
): Promise<OperationAnswer> {
  const found = await findApplication(client, application, options);
  switch (call.type) {
    case 'sync':
      return reconcile(client, found, call, options);
    case 'suspend':
    case 'resume':
      return setSuspended(client, found, call, options);
    default:
      throw new Error(`Flux has no ${call.type}; sync fetches its source, too`);
  }
}

/** As `flux reconcile --with-source`: first the source, then the application. */
async function reconcile(
  client: KubernetesClient,
  { ref, application }: FoundApplication,
  call: OperationCall,
  options: Options,
): Promise<OperationAnswer> {
  const { metadata, spec } = application.object;
  if (spec?.suspend) {
    throw new Error(`${nameOfObject(ref)} is suspended; resume it first`);
  }
  if (metadata.deletionTimestamp) {
    throw new Error(`${nameOfObject(ref)} is being deleted`);
  }
  const failure = await fetchSource(client, application.source, call, options);
  if (failure !== undefined) {
    return { phase: 'Failed', message: shorten(failure, 2000) };
  }
  return send(client, ref, reconcilePatch(call), {
    ...options,
    answer: { phase: 'Running' },
  });
}

/** Leaves the note that other tools read, or takes it away. */
async function setSuspended(
  client: KubernetesClient,
  { ref, application }: FoundApplication,
  call: OperationCall,
  options: Options,
): Promise<OperationAnswer> {
  const suspend = call.type === 'suspend';
  const answer: OperationAnswer = { phase: 'Succeeded' };
  // Who suspended it first is not forgotten.
  if (Boolean(application.object.spec?.suspend) === suspend) return answer;
  const [ours] = SUSPENDED_BY;
  const notes = suspend
    ? { [ours]: call.requestedBy }
    : Object.fromEntries(SUSPENDED_BY.map(each => [each, null]));
  const annotations = { ...requestAnnotations(call), ...notes };
  const patch = { metadata: { annotations }, spec: { suspend } };
  return send(client, ref, patch, { ...options, answer });
}

async function send(
  client: KubernetesClient,
  ref: KubernetesObjectRef,
  patch: Record<string, unknown>,
  { signal, answer }: { signal: AbortSignal; answer: OperationAnswer },
): Promise<OperationAnswer> {
  try {
    await changeObject(client, ref, patch, { signal });
    return answer;
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    const message = `${error.message}; it may have been done all the same`;
    return { phase: 'Unknown', message: shorten(message, 2000) };
  }
}
