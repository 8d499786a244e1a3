type Values = Record<string, unknown>

/** What the form says, without links that nobody filled in. */
export function cleanOrganization(values: Values): Values {
  const given = values['context_links']
  if (!Array.isArray(given)) return values
  const links = given.flatMap((link: unknown) => {
    const text = typeof link === 'string' ? link.trim() : ''
    return text === '' ? [] : [text]
  })
  return { ...values, context_links: links.length > 0 ? links : null }
}
