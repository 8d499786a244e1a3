import english from 'ra-language-english'
import { catalogOf } from './catalog.ts'

/** The English catalog. Keys of ours are below `crm` and `resources`; `ra` is react-admin's. */
export const en = catalogOf('en', english.ra)
