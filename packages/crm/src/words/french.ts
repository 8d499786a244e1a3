import french from 'ra-language-french'
import { catalogOf } from './catalog.ts'
import { withFrenchSpaces } from './french-spaces.ts'

/** The French catalog. */
export const fr = withFrenchSpaces(catalogOf('fr', french.ra))
