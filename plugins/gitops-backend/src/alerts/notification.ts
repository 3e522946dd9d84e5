import { parseEntityRef } from '@backstage/catalog-model';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { DriftedField } from '@backstage-gitops/plugin-gitops-common';
import { shorten } from '@backstage-gitops/plugin-gitops-node';
import { Telling } from './AlertChannel';
import { StoredAlert } from './rows';

/** People choose by it what they want to be told of. */
const TOPIC = 'gitops.drift';

/** Room for a title in the notifications' own table. */
const MAX_TITLE = 200;
const MAX_TEXT = 500;

const CHANGES: Record<DriftedField['change'], string> = {
  changed: 'was changed',
  added: 'was added',
  removed: 'was removed',
  resourceRemoved: 'was deleted',
};

/**
 * What a notification says. Not what fields hold: it may leave the portal by mail
 * or chat. The scope makes a repeated one the same one.
 */
export function notificationOf({
  alert,
  what,
  entityRefs,
}: Telling): NotificationSendOptions['payload'] {
  const opened = what === 'opened';
  return {
    title: shorten(
      opened ? `${alert.application.name} drifted` : titleOfEnd(alert),
      MAX_TITLE,
    ),
    description: shorten(
      opened ? textOfDrift(alert) : textOfEnd(alert),
      MAX_TEXT,
    ),
    link: linkTo(alert, entityRefs),
    severity: opened ? 'high' : 'normal',
    topic: TOPIC,
    scope: `${alert.id}:${what}`,
  };
}

function textOfDrift({ application, drift }: StoredAlert): string {
  const where = application.environment ? ` in ${application.environment}` : '';
  const field = drift.fields.at(0);
  if (!field) return `Live state is not as Git says${where}.`;
  const manager = field.manager ?? drift.manager;
  const by = manager ? ` by ${manager}` : '';
  const others = drift.total - 1;
  const more = others > 0 ? `, and ${others} more` : '';
  return `${nameOf(field)} ${CHANGES[field.change]}${by}${where}${more}.`;
}

function nameOf({ resource, path }: DriftedField): string {
  const name = `${resource.kind}/${resource.name}`;
  // Of a Secret not even which of its keys.
  return path && resource.kind !== 'Secret' ? `${name} ${path}` : name;
}

function titleOfEnd({ application, end }: StoredAlert): string {
  switch (end?.how) {
    case 'removed':
      return `${application.name} was removed`;
    case 'controllerOnly':
      return `${application.name} is no longer changed by hand`;
    default:
      return `${application.name} agrees with Git again`;
  }
}

function textOfEnd({ application, end }: StoredAlert): string {
  const where = application.environment ? ` in ${application.environment}` : '';
  switch (end?.how) {
    case 'synced':
      return `A sync${end.by ? ` by ${end.by}` : ''} undid the drift${where}.`;
    case 'controllerOnly':
      return `What was changed by hand is back${where}; what still differs is a controller's doing.`;
    case 'removed':
      return `Its alert is closed${where}: the application is no longer there.`;
    default:
      return `Live state${where} is as Git says again.`;
  }
}

/** To where all of those that are told may see it. */
function linkTo({ application }: StoredAlert, entityRefs: string[]): string {
  if (entityRefs.length !== 1) {
    const { name, instance } = application;
    return `/gitops/applications?${new URLSearchParams({
      text: name,
      instance,
    })}`;
  }
  const { kind, namespace, name } = parseEntityRef(entityRefs[0]);
  const path = [namespace, kind, name].map(encodeURIComponent).join('/');
  return `/catalog/${path}/gitops#${application.id}`;
}
