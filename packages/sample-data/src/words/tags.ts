/** Tag names and their colours: pastel enough for dark text, far enough apart to tell them at a glance. */
export const TAGS: readonly (readonly [string, string])[] = [
  ['key account', '#fde68a'],
  ['newsletter', '#bfdbfe'],
  ['decision maker', '#fecaca'],
  ['met at trade fair', '#c7d2fe'],
  ['referral', '#bbf7d0'],
  ['press', '#fbcfe8'],
  ['supplier', '#e5e7eb'],
  ['former customer', '#fed7aa'],
  ['pays late', '#fca5a5'],
  ['speaks French', '#ddd6fe'],
  ['speaks German', '#d9f99d'],
  ['holiday card', '#a7f3d0'],
  ['advisory board', '#bae6fd'],
  ['design award jury', '#f5d0fe'],
  ['do not call', '#fecdd3'],
]
