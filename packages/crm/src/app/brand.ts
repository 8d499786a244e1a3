/** What the sign-in page knows of the CRM, from when somebody was signed in here: nobody else may read the settings. */
export interface Brand {
  readonly title: string
  readonly light: string | null
  readonly dark: string | null
}

const STORAGE_KEY = 'valence.brand'

export function rememberedBrand(): Brand | null {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null') as Brand | null
  } catch {
    // No storage, or not ours: the CRM introduces itself under its first name.
    return null
  }
}

export function rememberBrand(brand: Brand): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(brand))
  } catch {
    // A browser that keeps nothing begins anew each time.
  }
}
