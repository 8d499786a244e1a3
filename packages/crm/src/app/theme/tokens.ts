import type { OpportunityStage, OrganizationType } from '@valence/schema'

/** Colours of one mode. Everything but the accent and the signals is a grey of one family. */
export interface Tokens {
  readonly mode: 'light' | 'dark'
  readonly canvas: string
  readonly paper: string
  /** On paper: chips, code, hovered rows. */
  readonly sunken: string
  /** On the canvas: columns of the board. */
  readonly well: string
  readonly border: string
  readonly text: string
  readonly muted: string
  readonly accent: string
  readonly onAccent: string
  readonly accentSoft: string
  readonly success: string
  readonly warning: string
  readonly error: string
  readonly shadow: string
  /** Stages from cold to warm in the accent's hue; the four outcomes have their own signal. */
  readonly stages: Readonly<Record<OpportunityStage, string>>
  /** What an organization is; of its own, because the settings may change the colours of stages. */
  readonly types: Readonly<Record<OrganizationType, string>>
}

export const lightTokens: Tokens = {
  mode: 'light',
  canvas: '#f6f6f8',
  paper: '#ffffff',
  sunken: '#f0f0f4',
  well: '#ececf1',
  border: '#e3e3e9',
  text: '#18191f',
  muted: '#5f616d',
  accent: '#4a4bd9',
  onAccent: '#ffffff',
  accentSoft: '#ececfc',
  success: '#147a4b',
  warning: '#9a5b00',
  error: '#c0303c',
  shadow: '0 1px 2px rgb(20 20 43 / 6%), 0 1px 1px rgb(20 20 43 / 4%)',
  stages: {
    lead: '#9fb4cf',
    qualified: '#7b9fe0',
    needs_analysis: '#6483e6',
    proposal: '#5566e0',
    negotiation: '#4a4bd9',
    closed_won: '#1f9d63',
    closed_lost: '#c9505b',
    nurturing: '#d49a35',
  },
  types: {
    customer: '#1f9d63',
    prospect: '#6483e6',
    vendor: '#9fb4cf',
    partner: '#d49a35',
    principal: '#4a4bd9',
    distributor: '#2b95a8',
    unknown: '#e3e3e9',
  },
}

export const darkTokens: Tokens = {
  mode: 'dark',
  canvas: '#0e0f13',
  paper: '#17181d',
  sunken: '#23252c',
  well: '#131419',
  border: '#282a31',
  text: '#ecedf1',
  muted: '#a0a3ae',
  accent: '#9c9eff',
  onAccent: '#12132b',
  accentSoft: '#23244a',
  success: '#5cc894',
  warning: '#e3ac57',
  error: '#ff8b92',
  shadow: '0 1px 2px rgb(0 0 0 / 40%)',
  stages: {
    lead: '#62728a',
    qualified: '#5b7fc4',
    needs_analysis: '#6b86e8',
    proposal: '#8089f5',
    negotiation: '#9c9eff',
    closed_won: '#4dbb86',
    closed_lost: '#e0707a',
    nurturing: '#d9a44a',
  },
  types: {
    customer: '#4dbb86',
    prospect: '#6b86e8',
    vendor: '#62728a',
    partner: '#d9a44a',
    principal: '#9c9eff',
    distributor: '#4fb3c5',
    unknown: '#282a31',
  },
}
