/** An address of the web, with or without its protocol: what a browser may be sent to. */
export function isWebAddress(text: string): boolean {
  return /^(?:https?:\/\/)?[^\s:/?#@]+\.[^\s:/?#@]+(?::\d+)?(?:[/?#]\S*)?$/i.test(text.trim())
}
