type Tree = { readonly [key: string]: string | Tree }

const NARROW = '\u202f'
const WIDE = '\u00a0'

/**
 * Makes the spaces of French punctuation unbreakable, so that no line begins with «?»: narrow before ; ! ? and %, wide
 * before : and inside guillemets. In the catalog they are ordinary spaces, which can be seen and typed.
 */
export function withFrenchSpaces<Catalog>(catalog: Catalog): Catalog {
  // Only texts change, so the shape stays.
  return spaced(catalog as Tree) as Catalog
}

function spaced(value: string | Tree): string | Tree {
  if (typeof value === 'string') {
    return value
      .replace(/ (?=[;!?%](?!\{))/g, NARROW)
      .replace(/ (?=[:»])/g, WIDE)
      .replace(/« /g, `«${WIDE}`)
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, spaced(inner)]))
}
