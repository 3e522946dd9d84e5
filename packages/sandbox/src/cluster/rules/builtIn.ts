import type { StatusCause } from '../errors';
import { at, equal, isObject, sortedJson } from '../json';
import type { KubeObject } from '../types';
import { labelCauses } from './metadata';

const WITH_TEMPLATE = new Set(['Deployment', 'StatefulSet', 'ReplicaSet']);

function required(field: string): StatusCause {
  return { reason: 'FieldValueRequired', message: 'Required value', field };
}

function wrong(field: string, value: unknown, words: string): StatusCause {
  return {
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${sortedJson(value)}: ${words}`,
    field,
  };
}

function each(value: unknown): Array<[number, Record<string, unknown>]> {
  if (!Array.isArray(value)) return [];
  return value.flatMap(
    (item, i): Array<[number, Record<string, unknown>]> =>
      isObject(item) ? [[i, item]] : [],
  );
}

function portCauses(value: unknown, field: string): StatusCause[] {
  const port = typeof value === 'number' ? value : 0;
  return Number.isInteger(port) && port >= 1 && port <= 65535
    ? []
    : [wrong(field, value, 'must be between 1 and 65535, inclusive')];
}

function podCauses(spec: unknown, field: string): StatusCause[] {
  const containers = each(at(spec, 'containers'));
  if (containers.length === 0) return [required(`${field}.containers`)];
  return containers.flatMap(([i, container]) => {
    const here = `${field}.containers[${i}]`;
    return [
      ...(container.name ? [] : [required(`${here}.name`)]),
      ...(container.image ? [] : [required(`${here}.image`)]),
      ...each(container.ports).flatMap(([j, port]) =>
        portCauses(port.containerPort, `${here}.ports[${j}].containerPort`),
      ),
    ];
  });
}

function templateCauses(
  spec: unknown,
  previous: unknown,
  kind: string,
): StatusCause[] {
  const causes: StatusCause[] = [];
  const selector = at(spec, 'selector');
  const wanted = at(selector, 'matchLabels');
  const labels = at(spec, 'template', 'metadata', 'labels') ?? {};
  const replicas = at(spec, 'replicas');
  if (typeof replicas === 'number' && replicas < 0) {
    causes.push(
      wrong('spec.replicas', replicas, 'must be greater than or equal to 0'),
    );
  }
  if (!isObject(selector)) causes.push(required('spec.selector'));
  causes.push(...labelCauses(labels, 'spec.template.labels'));
  if (isObject(wanted)) {
    const matches = Object.entries(wanted).every(
      ([key, value]) => at(labels, key) === value,
    );
    if (!matches) {
      causes.push(
        wrong(
          'spec.template.metadata.labels',
          labels,
          '`selector` does not match template `labels`',
        ),
      );
    }
  }
  causes.push(...podCauses(at(spec, 'template', 'spec'), 'spec.template.spec'));
  const before = at(previous, 'selector');
  if (kind !== 'ReplicaSet' && before && !equal(before, selector)) {
    causes.push(wrong('spec.selector', selector, 'field is immutable'));
  }
  return causes;
}

function deadlineCauses(spec: unknown): StatusCause[] {
  const deadline = at(spec, 'progressDeadlineSeconds') ?? 600;
  const minReady = at(spec, 'minReadySeconds') ?? 0;
  return Number(deadline) > Number(minReady)
    ? []
    : [
        wrong(
          'spec.progressDeadlineSeconds',
          deadline,
          'must be greater than minReadySeconds',
        ),
      ];
}

/**
 * The little that is checked of built-in kinds: what a wrong manifest in Git
 * usually gets wrong.
 */
export function builtInCauses(
  object: KubeObject,
  previous?: KubeObject,
): StatusCause[] {
  const { kind, spec } = object;
  if (WITH_TEMPLATE.has(kind)) {
    return [
      ...templateCauses(spec, previous?.spec, kind),
      ...(kind === 'Deployment' ? deadlineCauses(spec) : []),
    ];
  }
  if (kind === 'Pod') return podCauses(spec, 'spec');
  if (kind === 'Service') {
    return each(at(spec, 'ports')).flatMap(([i, port]) =>
      portCauses(port.port, `spec.ports[${i}].port`),
    );
  }
  return [];
}
