/** What an export asks for external IDs. */
export interface ExternalIdReader {
  getExternalIds(
    resource: 'contacts' | 'organizations' | 'opportunities',
    ids: readonly number[],
  ): Promise<readonly { readonly id: number; readonly source: string; readonly key: string }[]>
}

/** «HubSpot: 17; SAP: K-4» of each record, with one question for all of them. */
export async function readExternalIds(
  dataProvider: ExternalIdReader,
  resource: Parameters<ExternalIdReader['getExternalIds']>[0],
  ids: readonly number[],
): Promise<(id: number) => string> {
  const texts = new Map<number, string>()
  for (const { id, source, key } of await dataProvider.getExternalIds(resource, ids)) {
    const text = `${source}: ${key}`
    const former = texts.get(id)
    texts.set(id, former === undefined ? text : `${former}; ${text}`)
  }
  return (id) => texts.get(id) ?? ''
}
