import { at, type Draw } from '../random.ts'

/** Ink and paper: every pair has a contrast of at least 4.5 to 1. */
const PALETTES: readonly (readonly [string, string])[] = [
  ['#0f4c5c', '#e0f2f1'],
  ['#7c2d12', '#ffedd5'],
  ['#1e3a8a', '#dbeafe'],
  ['#14532d', '#dcfce7'],
  ['#581c87', '#f3e8ff'],
  ['#831843', '#fce7f3'],
  ['#374151', '#f3f4f6'],
  ['#713f12', '#fef9c3'],
  ['#ffffff', '#0f766e'],
  ['#ffffff', '#9a3412'],
  ['#ffffff', '#1d4ed8'],
  ['#ffffff', '#4d7c0f'],
  ['#ffffff', '#6d28d9'],
  ['#ffffff', '#be185d'],
  ['#fde68a', '#1f2937'],
  ['#a7f3d0', '#064e3b'],
]

/** Simple marks on a 48 by 48 field. `i` is the ink. */
const MARKS: readonly string[] = [
  '<path d="M8 34 20 14l8 12 5-7 9 15z" fill="i"/>',
  '<circle cx="24" cy="24" r="12" fill="none" stroke="i" stroke-width="5"/>',
  '<path d="M24 10a14 14 0 1 0 14 14H24z" fill="i"/><path d="M28 8a12 12 0 0 1 12 12H28z" fill="i"/>',
  '<path d="M24 8 38 24 24 40 10 24z" fill="none" stroke="i" stroke-width="4"/>',
  '<path d="M8 28q8-10 16 0t16 0" fill="none" stroke="i" stroke-width="5" stroke-linecap="round"/><path d="M8 18q8-10 16 0t16 0" fill="none" stroke="i" stroke-width="3" stroke-linecap="round"/>',
  '<path d="M24 40C10 32 12 14 36 10c2 18-4 26-12 30z" fill="i"/>',
  '<path d="M10 38V22l14-12 14 12v16h-9V27h-10v11z" fill="i"/>',
  '<circle cx="18" cy="24" r="9" fill="i" opacity=".75"/><circle cx="30" cy="24" r="9" fill="i" opacity=".75"/>',
  '<path d="M12 12h10v10H12zM26 12h10v10H26zM12 26h10v10H12z" fill="i"/><circle cx="31" cy="31" r="5" fill="i"/>',
  '<path d="M24 6 27 21 42 24 27 27 24 42 21 27 6 24 21 21z" fill="i"/>',
  '<path d="M10 34h28M14 26h20M18 18h12M22 10h4" stroke="i" stroke-width="4" stroke-linecap="round"/>',
  '<path d="M12 34a12 12 0 0 1 24 0M18 34a6 6 0 0 1 12 0" fill="none" stroke="i" stroke-width="4"/><path d="M10 37h28" stroke="i" stroke-width="4" stroke-linecap="round"/>',
]

/** A small drawing as a data URL: a mark, or the initial of the name. */
export function companyLogo(shortName: string, draw: Draw): string {
  const [ink, paper] = at(PALETTES, draw.int(0, PALETTES.length - 1))
  const mark = draw.chance(0.72)
    ? draw.pick(MARKS).replaceAll('"i"', `"${ink}"`)
    : `<text x="24" y="33" font-family="Georgia,serif" font-size="26" font-weight="700" text-anchor="middle" fill="${ink}">${initial(shortName)}</text>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="${draw.pick([0, 8, 24])}" fill="${paper}"/>${mark}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

function initial(name: string): string {
  return name.charAt(0).normalize('NFD').charAt(0).toUpperCase()
}
