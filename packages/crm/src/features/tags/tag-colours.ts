/** Colours for new tags, in turn. */
const COLOURS = ['#8fb8de', '#9fd3b4', '#e6c98b', '#e3a79b', '#b9aee6', '#93cfd6'] as const

/** The colour of the next new tag. */
export function nextColour(count: number): string {
  return COLOURS[count % COLOURS.length] ?? COLOURS[0]
}
