import type { CultureName } from './people.ts'

/** A line of business, by the names that the CRM's settings list. */
export interface Sector {
  /** What the settings show; stored as it is before labels became slugs. */
  readonly label: string
  readonly slug: string
  readonly weight: number
  /** Second words of company names. */
  readonly nouns: readonly string[]
  /** Second words where the company carries a local name. */
  readonly localNouns: Readonly<Partial<Record<CultureName, readonly string[]>>>
  /** "… of <product>": what the company makes or sells. */
  readonly products: readonly string[]
  /** Sites, apps and screens that projects are about. */
  readonly digital: readonly string[]
  /** Things on paper, cardboard or walls. */
  readonly printed: readonly string[]
  /** Occasions. */
  readonly campaigns: readonly string[]
}

const list = (text: string): readonly string[] => text.split(',').map((item) => item.trim())

export const SECTORS: readonly Sector[] = [
  {
    label: 'Communication Services',
    slug: 'communication-services',
    weight: 8,
    nouns: list(
      'Media, Broadcast, Telecom, Publishing, Studios, Radio, Networks, Press, Pictures, Voice, Signal, Records',
    ),
    localNouns: {
      french: ['Éditions', 'Médias'],
      german: ['Verlag', 'Rundfunk'],
      spanish: ['Editorial', 'Comunicación'],
      italian: ['Editore', 'Media'],
      dutch: ['Uitgeverij', 'Media'],
      nordic: ['Förlag', 'Media'],
    },
    products: list(
      'regional news and podcasts, fibre broadband for small towns, educational books, documentary films, event streaming, community radio',
    ),
    digital: list(
      'subscriber portal, news app, streaming hub, podcast player, ticket shop, reader dashboard',
    ),
    printed: list(
      'spring catalogue, programme guide, school book series, festival poster series, press kit',
    ),
    campaigns: list('festival season, reader club, podcast network, local news week'),
  },
  {
    label: 'Consumer Discretionary',
    slug: 'consumer-discretionary',
    weight: 14,
    nouns: list(
      'Outfitters, Furniture, Cycles, Hotels, Apparel, Home, Outdoor, Toys, Leather, Travel, Interiors, Motors',
    ),
    localNouns: {
      french: ['Mobilier', 'Hôtels'],
      german: ['Möbel', 'Sport'],
      spanish: ['Muebles', 'Hoteles'],
      italian: ['Arredi', 'Calzature'],
      dutch: ['Fietsen', 'Meubelen'],
      nordic: ['Möbler', 'Friluft'],
    },
    products: list(
      'solid-wood furniture, touring bicycles, boutique hotels, outdoor clothing, wooden toys, leather goods, small-group travel',
    ),
    digital: list(
      'flagship web shop, booking site, loyalty app, bike configurator, store finder, gift card shop',
    ),
    printed: list(
      'spring lookbook, touring range boxes, hang tags, store window kit, guest directory',
    ),
    campaigns: list('spring collection, loyalty programme, gift season, outdoor week'),
  },
  {
    label: 'Consumer Staples',
    slug: 'consumer-staples',
    weight: 13,
    nouns: list(
      'Foods, Bakery, Dairy, Brewing, Orchards, Provisions, Coffee, Mills, Seafood, Pantry, Farms, Tea',
    ),
    localNouns: {
      french: ['Conserves', 'Biscuits'],
      german: ['Molkerei', 'Brauerei'],
      spanish: ['Conservas', 'Aceites'],
      italian: ['Pasta', 'Caffè'],
      dutch: ['Kaas', 'Bakkerij'],
      nordic: ['Mejeri', 'Bryggeri'],
    },
    products: list(
      'organic dairy, sourdough and pastries, craft beer, cold-pressed oils, roasted coffee, tinned fish, breakfast cereals, ready meals',
    ),
    digital: list(
      'farm shop site, recipe hub, wholesale order portal, subscription box shop, store finder',
    ),
    printed: list(
      'oat drink range, snack range, barista range, holiday hampers, private label line, honey jars',
    ),
    campaigns: list('harvest week, breakfast campaign, holiday hampers, school milk programme'),
  },
  {
    label: 'Energy',
    slug: 'energy',
    weight: 6,
    nouns: list(
      'Energy, Solar, Wind, Fuels, Petroleum, Renewables, Biogas, Offshore, Drilling, Pipeline, Hydrogen, Storage',
    ),
    localNouns: {
      french: ['Énergies', 'Solaire'],
      german: ['Energie', 'Windkraft'],
      spanish: ['Energía', 'Solar'],
      italian: ['Energia', 'Solare'],
      dutch: ['Energie', 'Windpark'],
      nordic: ['Energi', 'Vindkraft'],
    },
    products: list(
      'rooftop solar systems, offshore wind services, biogas plants, grid batteries, heat pumps, drilling equipment',
    ),
    digital: list(
      'installer portal, wind farm website, savings calculator, plant monitoring screen, tenant power app',
    ),
    printed: list('safety handbook, site hoardings, product sheets, investor brochure'),
    campaigns: list('community fund, investor day, heat pump week, hydrogen launch'),
  },
  {
    label: 'Financials',
    slug: 'financials',
    weight: 10,
    nouns: list(
      'Capital, Insurance, Bank, Credit Union, Partners, Wealth, Mutual, Trust, Advisors, Leasing, Pensions, Payments',
    ),
    localNouns: {
      french: ['Assurances', 'Courtage'],
      german: ['Versicherung', 'Sparkasse'],
      spanish: ['Seguros', 'Capital'],
      italian: ['Assicurazioni', 'Finanza'],
      dutch: ['Verzekeringen', 'Pensioenen'],
      nordic: ['Försäkring', 'Kapital'],
    },
    products: list(
      'mortgages for first-time buyers, insurance for small businesses, pension administration, equipment leasing, card payments',
    ),
    digital: list(
      'customer app, claims journey, adviser portal, pension cockpit, mortgage calculator, account opening flow',
    ),
    printed: list('pension statements, welcome pack, branch posters, member magazine'),
    campaigns: list('savings week, first-home campaign, member day, anniversary year'),
  },
  {
    label: 'Health Care',
    slug: 'health-care',
    weight: 11,
    nouns: list(
      'Health, Clinics, Pharma, Diagnostics, Dental, Biotech, Medical, Care, Therapeutics, Optics, Labs, Hospital',
    ),
    localNouns: {
      french: ['Santé', 'Laboratoires'],
      german: ['Medizintechnik', 'Pharma'],
      spanish: ['Salud', 'Laboratorios'],
      italian: ['Farmaceutici', 'Salute'],
      dutch: ['Zorg', 'Medisch'],
      nordic: ['Hälsa', 'Medicin'],
    },
    products: list(
      'diagnostic imaging, dental implants, home care, hearing aids, clinical laboratory services, veterinary medicine',
    ),
    digital: list(
      'patient portal, referral site, appointment app, lab results screen, clinic finder',
    ),
    printed: list(
      'product manuals, care handbook, clinic leaflets, implant packaging, sample kits',
    ),
    campaigns: list('open day, vaccination week, trial recruitment, hearing week'),
  },
  {
    label: 'Industrials',
    slug: 'industrials',
    weight: 13,
    nouns: list(
      'Engineering, Logistics, Freight, Machinery, Tools, Marine, Aerospace, Robotics, Works, Rail, Fasteners, Automation',
    ),
    localNouns: {
      french: ['Transports', 'Mécanique'],
      german: ['Maschinenbau', 'Logistik'],
      spanish: ['Logística', 'Industrias'],
      italian: ['Meccanica', 'Trasporti'],
      dutch: ['Logistiek', 'Techniek'],
      nordic: ['Verkstad', 'Logistik'],
    },
    products: list(
      'packaging machines, cold-chain freight, precision tooling, marine engines, warehouse robots, rail maintenance',
    ),
    digital: list(
      'spare parts shop, driver app, machine control panel, quote configurator, tracking portal',
    ),
    printed: list('product catalogue, service manuals, spare part boxes, safety signs, tool cases'),
    campaigns: list('trade fair season, employer brand, plant anniversary, apprentice week'),
  },
  {
    label: 'Information Technology',
    slug: 'information-technology',
    weight: 11,
    nouns: list(
      'Software, Systems, Data, Cloud, Analytics, Security, Digital, Interactive, Semiconductors, Computing, Platforms, IT',
    ),
    localNouns: {
      french: ['Informatique', 'Numérique'],
      german: ['Systeme', 'Software'],
      spanish: ['Sistemas', 'Digital'],
      italian: ['Informatica', 'Sistemi'],
      dutch: ['Automatisering', 'Data'],
      nordic: ['Data', 'System'],
    },
    products: list(
      'scheduling software for clinics, fleet telematics, cyber security audits, sensor platforms, payroll software, geodata',
    ),
    digital: list(
      'admin console, onboarding flow, pricing pages, developer docs, status page, analytics workspace',
    ),
    printed: list('conference kit, sales one-pagers, device boxes, quick start guides'),
    campaigns: list('product launch, user conference, partner programme, customer stories'),
  },
  {
    label: 'Materials',
    slug: 'materials',
    weight: 6,
    nouns: list(
      'Steel, Timber, Glass, Chemicals, Paper, Ceramics, Minerals, Coatings, Plastics, Cement, Textiles, Quarries',
    ),
    localNouns: {
      french: ['Verreries', 'Papeteries'],
      german: ['Stahl', 'Papier'],
      spanish: ['Cerámicas', 'Maderas'],
      italian: ['Marmi', 'Vetro'],
      dutch: ['Staal', 'Papier'],
      nordic: ['Stål', 'Trä'],
    },
    products: list(
      'recycled paper, architectural glass, specialty coatings, engineered timber, technical ceramics, low-carbon cement',
    ),
    digital: list('colour tool, architect site, sample order shop, dealer portal'),
    printed: list('sample box, data sheets, paint can range, architect folder'),
    campaigns: list('architect day, recycling pledge, mill anniversary'),
  },
  {
    label: 'Real Estate',
    slug: 'real-estate',
    weight: 5,
    nouns: list(
      'Properties, Estates, Realty, Developments, Housing, Lettings, Spaces, Land, Residences, Workspace, Quarter, Homes',
    ),
    localNouns: {
      french: ['Immobilier', 'Résidences'],
      german: ['Immobilien', 'Wohnbau'],
      spanish: ['Inmobiliaria', 'Promociones'],
      italian: ['Immobiliare', 'Residenze'],
      dutch: ['Vastgoed', 'Wonen'],
      nordic: ['Fastigheter', 'Bostad'],
    },
    products: list(
      'co-working spaces, waterfront apartments, student housing, retail parks, senior residences',
    ),
    digital: list('tenant app, apartment finder, booking site for desks, investor portal'),
    printed: list('leasing brochure, hoarding graphics, house signage, floor plan set'),
    campaigns: list('harbour quarter launch, show flat weekend, student housing season'),
  },
  {
    label: 'Utilities',
    slug: 'utilities',
    weight: 3,
    nouns: list(
      'Water, Power, Gas, Grid, Waste, Electric, Heat, Recycling, Reservoirs, Lighting, Charging, Networks',
    ),
    localNouns: {
      french: ['Eaux', 'Réseaux'],
      german: ['Stadtwerke', 'Wasser'],
      spanish: ['Aguas', 'Redes'],
      italian: ['Acque', 'Reti'],
      dutch: ['Water', 'Netbeheer'],
      nordic: ['Vatten', 'Elnät'],
    },
    products: list(
      'drinking water for nine towns, district heating, electricity grids, recycling centres, charging stations',
    ),
    digital: list('customer portal, outage map, charging app, meter reading page'),
    printed: list('yearly bill, bin stickers, tap water bottles, school workbook'),
    campaigns: list('recycling week, school programme, electric mobility day'),
  },
]
