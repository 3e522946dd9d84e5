/** One requirement of a Kubernetes label selector. */
export interface LabelRequirement {
  key: string;
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  values: string[];
}

const SET = /^([^\s=!(]+)\s+(in|notin)\s*\(([^()]*)\)$/;
const EQUALITY = /^([^\s=!]+)\s*(==|=|!=)\s*([^\s=!,]*)$/;
const KEY = /^(!?)\s*([A-Za-z0-9][-A-Za-z0-9_./]*)$/;

/**
 * Parses the string form of a label selector: `a=b,c!=d,e in (x,y),f,!g`.
 * @throws Error that quotes the part it cannot read
 */
export function parseLabelSelector(selector: string): LabelRequirement[] {
  // Commas separate requirements, but not inside the parentheses of a set.
  const parts = selector.split(/,(?![^(]*\))/).map(part => part.trim());
  return parts.map(part => {
    const set = SET.exec(part);
    if (set) {
      return {
        key: set[1],
        operator: set[2] === 'in' ? 'In' : 'NotIn',
        values: set[3].split(',').map(value => value.trim()),
      };
    }
    const equality = EQUALITY.exec(part);
    if (equality) {
      return {
        key: equality[1],
        operator: equality[2] === '!=' ? 'NotIn' : 'In',
        values: [equality[3]],
      };
    }
    const key = KEY.exec(part);
    if (key) {
      return {
        key: key[2],
        operator: key[1] ? 'DoesNotExist' : 'Exists',
        values: [],
      };
    }
    throw new Error(`"${part}" is not a label requirement`);
  });
}

/** As the API server decides: a missing label satisfies `NotIn` and `DoesNotExist`. */
export function matchesLabels(
  requirements: LabelRequirement[],
  labels: Record<string, string>,
): boolean {
  return requirements.every(({ key, operator, values }) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    switch (operator) {
      case 'In':
        return value !== undefined && values.includes(value);
      case 'NotIn':
        return value === undefined || !values.includes(value);
      case 'Exists':
        return value !== undefined;
      default:
        return value === undefined;
    }
  });
}
