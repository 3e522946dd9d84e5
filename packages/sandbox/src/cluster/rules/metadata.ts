import type { StatusCause } from '../errors';
import type { KubeObject } from '../types';

const SUBDOMAIN =
  '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
const LABEL_VALUE = '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?';
const LABEL_NAME = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';

function whole(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`);
}

const isSubdomain = whole(SUBDOMAIN);
const isLabelValue = whole(LABEL_VALUE);
const isLabelName = whole(LABEL_NAME);

function wrong(field: string, value: unknown, words: string): StatusCause {
  return {
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(value)}: ${words}`,
    field,
  };
}

export function labelCauses(labels: unknown, field: string): StatusCause[] {
  const causes: StatusCause[] = [];
  for (const [key, value] of Object.entries(labels ?? {})) {
    const name = key.slice(key.indexOf('/') + 1);
    if (!isLabelName.test(name)) {
      causes.push(
        wrong(
          field,
          key,
          `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${LABEL_NAME}')`,
        ),
      );
    }
    if (typeof value === 'string' && value.length > 63) {
      causes.push(wrong(field, value, 'must be no more than 63 bytes'));
    } else if (typeof value === 'string' && !isLabelValue.test(value)) {
      causes.push(
        wrong(
          field,
          value,
          `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${LABEL_VALUE}')`,
        ),
      );
    }
  }
  return causes;
}

/** What is wrong with an object's name and labels. */
export function metadataCauses({ metadata }: KubeObject): StatusCause[] {
  const causes = labelCauses(metadata.labels, 'metadata.labels');
  if (metadata.name.length > 253 || !isSubdomain.test(metadata.name)) {
    causes.unshift(
      wrong(
        'metadata.name',
        metadata.name,
        `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`,
      ),
    );
  }
  return causes;
}
