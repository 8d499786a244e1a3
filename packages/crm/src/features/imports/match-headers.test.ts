import { describe, expect, it } from 'vitest'
import { foldHeader } from './fold-header.ts'
import { headerSignature, matchFile, matchHeaders, withRemembered } from './match-headers.ts'

describe('headers', () => {
  it('are the same whatever their case, accents and signs', () => {
    expect(foldHeader('E-mail (Work)')).toBe(foldHeader('email_work'))
    expect(foldHeader('Prénom ')).toBe('prenom')
    expect(foldHeader('Straße')).toBe(foldHeader('STRASSE'))
  })

  it('of Atomic CRM are all found', () => {
    const atomic =
      'first_name,last_name,gender,title,background,first_seen,last_seen,has_newsletter,status,tags,linkedin_url,company,email_work,email_home,email_other,phone_work,phone_home,phone_other'
    const mapping = matchHeaders(atomic.split(','))
    expect(mapping['company']).toBe('organization.name')
    expect(mapping['phone_other']).toBe('contact.phone_other')
    expect(mapping['linkedin_url']).toBe('contact.linkedin_url')
    expect(Object.values(mapping).filter((id) => id === '')).toEqual([])
  })

  it('that are bare ids of another application are left out', () => {
    const mapping = matchHeaders(['id', 'company_id', 'sales_id', 'first_name', 'last_name'])
    expect([mapping['id'], mapping['company_id'], mapping['sales_id']]).toEqual(['', '', ''])
  })

  it('in French are found, and «Nom» beside «Prénom» is the last name', () => {
    expect(matchHeaders(['Prénom', 'Nom', 'Société', 'E-mail', 'Téléphone', 'Ville'])).toEqual({
      Prénom: 'contact.first_name',
      Nom: 'contact.last_name',
      Société: 'organization.name',
      'E-mail': 'contact.email_work',
      Téléphone: 'contact.phone_work',
      Ville: 'organization.city',
    })
    expect(matchHeaders(['Nom', 'Étape', 'Montant', 'Organisation'])).toEqual({
      Nom: 'opportunity.name',
      Étape: 'opportunity.stage',
      Montant: 'opportunity.amount',
      Organisation: 'organization.name',
    })
  })

  it('in German are found', () => {
    const headers = [
      'Vorname',
      'Nachname',
      'Firma',
      'E-Mail',
      'Telefon',
      'Mobil',
      'Straße',
      'PLZ',
      'Ort',
      'Bemerkungen',
    ]
    expect(Object.values(matchFile(headers).mapping)).not.toContain('')
    expect(matchFile(headers).mapping).toMatchObject({
      Firma: 'organization.name',
      Ort: 'organization.city',
      Mobil: 'contact.phone_other',
    })
  })

  it('with a word before them say whose they are', () => {
    expect(
      matchHeaders([
        'Contact first name',
        'Company city',
        'Deal name',
        'deal_stage',
        'Account owner',
      ]),
    ).toEqual({
      'Contact first name': 'contact.first_name',
      'Company city': 'organization.city',
      'Deal name': 'opportunity.name',
      deal_stage: 'opportunity.stage',
      'Account owner': 'organization.sales',
    })
  })

  it('go to the kind of record that the others are about', () => {
    const organizations = matchHeaders(['Name', 'Website', 'Industry', 'Owner', 'Description'])
    expect(organizations['Owner']).toBe('organization.sales')
    expect(organizations['Description']).toBe('organization.description')
    const opportunities = matchHeaders(['Name', 'Amount', 'Stage', 'Owner', 'Priority'])
    expect(opportunities['Name']).toBe('opportunity.name')
    expect(opportunities['Priority']).toBe('opportunity.priority')
  })

  it('have one signature in any order, and another for other headers', () => {
    expect(headerSignature(['A', 'b'])).toBe(headerSignature(['B', 'a']))
    expect(headerSignature(['A', 'b'])).not.toBe(headerSignature(['A', 'c']))
  })

  it('keep what someone chose for them the last time', () => {
    const found = matchHeaders(['Name', 'Ref'])
    expect(withRemembered(['Name', 'Ref'], found, { Ref: 'contact.title' })['Ref']).toBe(
      'contact.title',
    )
  })

  it('that are IDs count as our own in our own exports alone', () => {
    const own = matchFile(['Opportunity ID', 'Name', 'Organization', 'Stage', 'Amount', 'Priority'])
    expect(own.mapping['Opportunity ID']).toBe('opportunity.id')
    const foreign = matchFile(['Contact ID', 'Surname', 'Firm'])
    expect(foreign.mapping['Contact ID']).toBe('contact.external_id')
  })

  it('of values of opportunities are nothing where no column names one', () => {
    expect(matchFile(['Surname', 'E-mail', 'Probability']).mapping['Probability']).toBe('')
  })
})
