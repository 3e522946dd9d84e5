import {
  REQUESTED_BY,
  REQUEST_ID,
} from '@backstage-gitops/plugin-gitops-common';
import {
  OperationAnswer,
  OperationCall,
} from '@backstage-gitops/plugin-gitops-node';
import { ApplicationAddress, ArgocdClient } from './api/ArgocdClient';
import { ArgocdError } from './api/ArgocdError';
import { UnknownOutcomeError } from './api/ArgocdTransport';
import { refreshAnswer } from './refreshAnswer';

async function sync(
  client: ArgocdClient,
  application: ApplicationAddress,
  { id, requestedBy, options }: OperationCall,
  signal: AbortSignal,
): Promise<OperationAnswer> {
  const infos = [
    { name: REQUEST_ID, value: id },
    { name: REQUESTED_BY, value: requestedBy },
  ];
  try {
    await client.sync(application, { prune: options.prune, infos }, signal);
    return { phase: 'Running' };
  } catch (error) {
    const isUnknown =
      error instanceof UnknownOutcomeError ||
      (error instanceof ArgocdError && error.isOutcomeUnknown);
    if (!isUnknown) throw error;
    // Not sent again: it may have arrived.
    return {
      phase: 'Unknown',
      message: `${error.message}; whether it took the sync on is not known. Look there before trying again.`,
    };
  }
}

/**
 * Asks Argo CD for a sync or a refresh of an application.
 * @throws Error with a sentence when Argo CD refuses, or cannot be reached
 */
export async function operate(
  client: ArgocdClient,
  application: ApplicationAddress,
  call: OperationCall,
  signal: AbortSignal,
): Promise<OperationAnswer> {
  switch (call.type) {
    case 'sync':
      return sync(client, application, call, signal);
    case 'refresh':
      return refreshAnswer(await client.refresh(application, signal));
    default:
      throw new Error(`${client.who} cannot ${call.type} an application`);
  }
}
