const HEX = /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i
const OURS = /^var\(--v-[a-z_-]+\)$/
const NAME = /^[a-z]+$/i

/**
 * A colour that may go into the page's style: a hex number, a name that the browser knows, or one of our own properties.
 * For any other text, as installations of old may hold it, a grey.
 */
export function safeColour(text: string): string {
  if (HEX.test(text) || OURS.test(text)) return text
  return NAME.test(text) && isKnown(text) ? text : 'var(--v-muted)'
}

/** Outside of a browser nothing is drawn. */
function isKnown(name: string): boolean {
  return globalThis.CSS?.supports('color', name) ?? true
}
