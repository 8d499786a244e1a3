/** An address of the web, with or without its protocol: what a browser may be sent to. */
export function isWebAddress(text: string): boolean {
  return /^(?:https?:\/\/)?[^\s:/?#@]+\.[^\s:/?#@]+(?::\d+)?(?:[/?#]\S*)?$/i.test(text.trim())
}

/** Whether an address leads elsewhere than to the web, such as `javascript:`; words that are no address lead nowhere. */
export function leadsElsewhere(text: string): boolean {
  return /^\s*[a-z][a-z0-9+.-]*:/i.test(text) && !/^\s*(?:https?:\/\/|[^:/]+:\d)/i.test(text)
}

/** What a form says of an address that leads elsewhere: a key of the catalog. */
export function leadsToTheWeb(value: unknown): string | undefined {
  return leadsElsewhere(String(value ?? '')) ? 'crm.organization.no_web_address' : undefined
}

/** The link that writes to an e-mail address: nothing of it becomes a copy, a subject or a text. */
export function mailLink(address: string): string {
  return `mailto:${encodeURIComponent(address.trim()).replaceAll('%40', '@')}`
}

/** The link that calls a number, as telephones read one. */
export function callLink(number: string): string {
  return `tel:${number.replace('(0)', '').replace(/[^\d+*#,;]/g, '')}`
}
