/** Whether labels match a Kubernetes label selector; throws on what is none. */
export function matchesSelector(
  labels: Record<string, string>,
  selector: string,
): boolean {
  return requirements(selector).every(text => matches(labels, text));
}

/** Splits at commas outside parentheses. */
function requirements(selector: string): string[] {
  return selector
    .split(/,(?![^(]*\))/)
    .map(text => text.trim())
    .filter(text => text !== '');
}

function matches(labels: Record<string, string>, text: string): boolean {
  const listed = /^([\w./-]+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(text);
  if (listed) {
    const [, key, operator, values] = listed;
    const has = values
      .split(',')
      .map(value => value.trim())
      .includes(labels[key]);
    return (key in labels && has) === (operator === 'in');
  }
  const compared = /^([\w./-]+)\s*(==|=|!=)\s*([\w.-]*)$/.exec(text);
  if (compared) {
    const [, key, operator, value] = compared;
    return (labels[key] === value) === (operator !== '!=');
  }
  const existing = /^(!?)\s*([\w./-]+)$/.exec(text);
  if (existing) {
    const [, not, key] = existing;
    return key in labels === (not === '');
  }
  throw new Error(`unable to parse requirement: ${text}`);
}
