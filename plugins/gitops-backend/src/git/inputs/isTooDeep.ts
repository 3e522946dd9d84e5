import { CST, Lexer } from 'yaml';

const MAX_DEPTH = 100;

/**
 * Whether YAML may nest so deep that parsing it, which is recursive, could end the
 * process. The lexer is not recursive.
 */
export function isTooDeep(text: string): boolean {
  // What is open: first of the line, where every level of blocks takes a column or an
  // indicator; then of each flow collection, in which pairs nest without brackets.
  const open = [0];
  let depth = 0;
  let isLineStart = true;
  let isScalar = false;
  const become = (count: number) => {
    depth += count - open[open.length - 1];
    open[open.length - 1] = count;
  };
  const close = () => {
    depth -= 1 + (open.pop() ?? 0);
  };
  for (const lexeme of new Lexer().lex(text)) {
    const type: CST.TokenType | null = isScalar ? null : CST.tokenType(lexeme);
    const isFlow = open.length > 1;
    switch (type) {
      case 'flow-seq-start':
      case 'flow-map-start':
        open.push(0);
        depth += 1;
        break;
      case 'flow-seq-end':
      case 'flow-map-end':
        if (isFlow) close();
        break;
      case 'flow-error-end':
        while (open.length > 1) close();
        break;
      case 'seq-item-ind':
      case 'explicit-key-ind':
      case 'map-value-ind':
        become(open[open.length - 1] + 1);
        break;
      case 'comma':
        if (isFlow) become(0);
        break;
      case 'newline':
        if (!isFlow) become(0);
        break;
      case 'space':
        if (!isFlow && isLineStart) become(lexeme.length);
        break;
      default:
    }
    if (depth > MAX_DEPTH) return true;
    isScalar = type === 'scalar';
    isLineStart = type === 'newline';
  }
  return false;
}
