// Controls but for tabs and line ends, and marks that change the direction of text.
const UNSAFE = /(?![\t\n])[\p{Cc}\p{Bidi_Control}]/gu;

/** Text of several lines that is safe to show: a sign stands for each control character. */
export function cleanLines(text: string): string {
  return text.replace(UNSAFE, character => {
    const code = character.charCodeAt(0);
    // Unicode has pictures of the first of them.
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\ufffd';
  });
}

/** Its first lines, as many as have room. */
export function firstLines(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const end = text.lastIndexOf('\n', maxLength - 1);
  return text.slice(0, end < 0 ? maxLength : end + 1);
}
