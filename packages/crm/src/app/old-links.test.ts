import { describe, expect, it } from 'vitest'
import { newLinkFor, pathOfHash } from './old-links.ts'

describe('newLinkFor', () => {
  it.each([
    ['/deals', '', '/opportunities'],
    ['/deals/create', '?a=b', '/opportunities/create?a=b'],
    ['/deals/12', '', '/opportunities/12'],
    ['/deals/12/show', '', '/opportunities/12/show'],
    ['/companies/3/show/1', '?x=1', '/organizations/3/show/1?x=1'],
  ])('leads %s%s to %s', (path, search, link) => {
    expect(newLinkFor(path, search)).toBe(link)
  })

  it('renames the column of a bookmarked filter and drops stages of then', () => {
    const filter = encodeURIComponent('{"company_id":5,"stage":"won","q":"x"}')
    const link = newLinkFor('/deals', `?filter=${filter}&page=2`) ?? ''
    const query = new URLSearchParams(link.split('?')[1])
    expect(query.get('page')).toBe('2')
    expect(JSON.parse(query.get('filter') ?? '')).toEqual({ customer_organization_id: 5, q: 'x' })
  })

  it('hands on a filter that is none', () => {
    expect(newLinkFor('/deals', '?filter=broken')).toBe('/opportunities?filter=broken')
  })

  it('leaves other paths alone', () => {
    expect(newLinkFor('/dealsheets', '')).toBeNull()
  })
})

it('finds the page of a link from behind the hash', () => {
  expect(pathOfHash('#/deals/5/show')).toBe('/deals/5/show')
  expect(pathOfHash('#main-content')).toBeNull()
})
