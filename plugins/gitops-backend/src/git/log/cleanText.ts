// Controls, marks that change the direction of the text around them, and halves of
// characters.
const UNSAFE = /[\p{Cc}\p{Bidi_Control}\p{Surrogate}]+/gu;
const PLAIN = /^[\x20-\x7e]*$/;

/** One line of text that is safe to store and to show, shortened by characters. */
export function cleanText(text: string, maxLength: number): string {
  // Nearly everything is.
  if (text.length <= maxLength && PLAIN.test(text) && !text.includes('  ')) {
    return text.trim();
  }
  const line = text
    .slice(0, maxLength * 4)
    .replace(UNSAFE, ' ')
    .replace(/ +/g, ' ')
    .trim();
  if (line.length <= maxLength) return line;
  const characters = Array.from(line);
  return characters.length > maxLength
    ? `${characters.slice(0, maxLength - 1).join('')}…`
    : line;
}
