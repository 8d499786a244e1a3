import { beforeEach, describe, expect, it, vi } from 'vitest'
import { en } from './english.ts'
import { createI18nProvider } from './provider.ts'

describe('createI18nProvider', () => {
  const root = { lang: '' }
  beforeEach(() => void vi.stubGlobal('document', { documentElement: root }))

  it('says the language of the document, and of the one changed to', async () => {
    const provider = createI18nProvider('en', en)
    expect(root.lang).toBe('en')
    await provider.changeLocale('fr')
    expect(root.lang).toBe('fr')
    expect(provider.translate('crm.action.save')).toBe('Enregistrer')
  })

  it('writes counts as the language writes them', async () => {
    const provider = createI18nProvider('en', en)
    const count = () => provider.translate('crm.list.count', { smart_count: 12345 })
    expect(count()).toBe('12,345 entries')
    await provider.changeLocale('fr')
    expect(count()).toBe('12\u202f345 éléments')
  })

  it('knows that nothing is singular in French', async () => {
    const provider = createI18nProvider('en', en)
    const none = () => provider.translate('crm.list.count', { smart_count: 0 })
    expect(none()).toBe('0 entries')
    await provider.changeLocale('fr')
    expect(none()).toBe('0 élément')
  })

  it.each(['crm.stage.won twice', 'crm.organization_type.rival', 'crm.size.7'])(
    'says a value that no list knows as it is: %s',
    (key) => {
      expect(createI18nProvider('en', en).translate(key)).toBe(key.split('.')[2])
    },
  )

  it('says a key that is missing', () => {
    expect(createI18nProvider('en', en).translate('crm.list.gone')).toBe('crm.list.gone')
  })

  it('passes a sentence of the database on', () => {
    const sentence = 'Organization 5 cannot be below itself.'
    expect(createI18nProvider('en', en).translate(sentence, { _: sentence })).toBe(sentence)
  })
})
