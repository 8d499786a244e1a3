/** 100 kB of a meeting that was recorded word by word. */
export const LONG_TEXT: string = Array.from({ length: 1_000 }, (_, line) =>
  `${String(line + 1).padStart(4, '0')} minutes of the meeting, taken down word by word: price, scope, dates and who says so. `.padEnd(
    102,
    '.',
  ),
).join('\n')
