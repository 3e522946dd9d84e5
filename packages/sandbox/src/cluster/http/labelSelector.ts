import { badRequest } from '../errors';

type Labels = Record<string, string>;
type Requirement = (labels: Labels) => boolean;

const TOKEN = /\s*(==|=|!=|!|\(|\)|,|[^\s=!(),]+)/y;
const SYMBOLS = new Set(['==', '=', '!=', '!', '(', ')', ',']);

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const trimmed = text.trimEnd();
  while (TOKEN.lastIndex < trimmed.length) {
    const match = TOKEN.exec(trimmed);
    if (!match) break;
    tokens.push(match[1]);
  }
  return tokens;
}

class Parser {
  private readonly tokens: string[];

  constructor(text: string) {
    this.tokens = tokensOf(text);
  }

  all(): Requirement[] {
    if (this.tokens.length === 0) return [];
    const requirements = [this.requirement()];
    while (this.tokens.length > 0) {
      this.expect(',');
      requirements.push(this.requirement());
    }
    return requirements;
  }

  private requirement(): Requirement {
    if (this.tokens[0] === '!') {
      this.tokens.shift();
      const key = this.identifier();
      return labels => !(key in labels);
    }
    const key = this.identifier();
    const operator = this.tokens[0];
    if (operator === undefined || operator === ',') {
      return labels => key in labels;
    }
    this.tokens.shift();
    switch (operator) {
      case '=':
      case '==': {
        const value = this.value();
        return labels => labels[key] === value;
      }
      case '!=': {
        const value = this.value();
        return labels => labels[key] !== value;
      }
      case 'in': {
        const values = this.values();
        return labels => key in labels && values.includes(labels[key]);
      }
      case 'notin': {
        const values = this.values();
        return labels => !(key in labels && values.includes(labels[key]));
      }
      default:
        return this.refuse(operator, 'in, notin, =, ==, !=, gt, lt');
    }
  }

  private values(): string[] {
    this.expect('(');
    const values = [this.value()];
    while (this.tokens[0] === ',') {
      this.tokens.shift();
      values.push(this.value());
    }
    this.expect(')');
    return values;
  }

  /** A value may be empty. */
  private value(): string {
    const next = this.tokens[0];
    return next === undefined || next === ',' || next === ')'
      ? ''
      : this.identifier();
  }

  private identifier(): string {
    const token = this.tokens.shift();
    if (token === undefined || SYMBOLS.has(token)) {
      return this.refuse(token, 'identifier');
    }
    return token;
  }

  private expect(symbol: string): void {
    const token = this.tokens.shift();
    if (token !== symbol) this.refuse(token, `'${symbol}'`);
  }

  private refuse(found: string | undefined, expected: string): never {
    throw badRequest(
      `unable to parse requirement: found '${
        found ?? ''
      }', expected: ${expected}`,
    );
  }
}

/** Equality and set operators. Throws 400 for what it cannot read. */
export function parseLabelSelector(text: string): (labels: Labels) => boolean {
  const requirements = new Parser(text).all();
  return labels => requirements.every(requirement => requirement(labels));
}
