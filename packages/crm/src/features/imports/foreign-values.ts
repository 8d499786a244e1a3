import type { ChoiceGroup } from './fields.ts'

type Words = Readonly<Record<string, string>>

/** Our value, and what other programs call it: as `foldHeader` writes it, parted by commas. */
function words(values: Words): Words {
  return Object.fromEntries(
    Object.entries(values).flatMap(([value, names]) =>
      names.split(', ').map((name) => [name, value]),
    ),
  )
}

/**
 * What the values of other programs most likely are to us: HubSpot, Salesforce, Pipedrive, Zoho, Dynamics, Twenty and EspoCRM as
 * they are delivered. Suggestions: nothing is written by them that nobody saw.
 */
export const foreignValues: Readonly<Partial<Record<ChoiceGroup, Words>>> = {
  stage: words({
    lead: 'new, incoming, prospecting, appointment scheduled, lead in, contact made, prospection, neu, screening, meeting',
    qualified:
      'qualification, qualified to buy, demo scheduled, qualify, qualifizierung, presentation scheduled, qualifie',
    needs_analysis:
      'needs defined, needs analysis, value proposition, id decision makers, identify decision makers, perception analysis, develop, decision maker bought in, analyse des besoins',
    proposal:
      'proposal made, proposal price quote, proposal price, quote sent, propose, proposal sent, offer made, angebot, angebot erstellt, devis envoye, proposition envoyee',
    negotiation:
      'negotiations started, negotiation review, contract sent, in negotiation, verhandlung, negociation, contrat envoye',
    closed_won: 'won, closed won, gewonnen, gagne, customer, closed won reseller, won deal',
    closed_lost: 'lost, closed lost, verloren, perdu, closed lost to competition, lost deal',
    nurturing: 'nurture, nurturing, on hold, delayed, later',
  }),
  opportunity_status: words({
    active: 'open, in progress, running, offen, ouvert, ouverte, en cours',
    on_hold: 'on hold, paused, deferred, en attente, pausiert',
    stalled: 'stuck, rotten, rotting, inactive',
    expired: 'closed, canceled, cancelled, abandoned, deleted, expire',
  }),
  priority: words({
    low: 'cold, minor, 3, niedrig, tief',
    medium: 'normal, standard, warm, 2, mittel',
    high: 'hot, important, 1, hoch',
    critical: 'urgent, very high, highest, sehr hoch',
  }),
  organization_type: words({
    customer:
      'client, kunde, existing customer, current customer, kundin, customer direct, customer channel, clients',
    prospect: 'lead, interessent, potential customer, suspect, target, opportunity',
    vendor: 'supplier, lieferant, fournisseur, seller',
    partner:
      'reseller, partenaire, channel partner, channel partner reseller, integrator, technology partner, installation partner, investor',
    distributor: 'distributor, distributeur, haendler, handler, dealer, wholesaler',
    unknown: 'other, autre, andere, competitor, press, analyst',
  }),
  contact_role: words({
    decision_maker:
      'decision maker, economic decision maker, entscheider, decideur, budget holder, executive sponsor',
    influencer: 'business user, influenceur, evaluator',
    buyer: 'purchasing, einkaufer, acheteur, economic buyer',
    end_user: 'user, utilisateur, anwender',
    technical: 'technical buyer, technical evaluator, technisch',
    champion: 'sponsor, coach',
  }),
}
