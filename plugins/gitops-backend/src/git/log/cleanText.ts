// Controls, and marks that change the direction of the text around them.
const UNSAFE = /[\p{Cc}\p{Bidi_Control}]+/gu;

/** One line of text that is safe to store and to show, shortened by characters. */
export function cleanText(text: string, maxLength: number): string {
  const line = text
    .slice(0, maxLength * 4)
    .replace(UNSAFE, ' ')
    .replace(/ +/g, ' ')
    .trim();
  const characters = Array.from(line);
  return characters.length > maxLength
    ? `${characters.slice(0, maxLength - 1).join('')}…`
    : line;
}
