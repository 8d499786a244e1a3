import type { CultureName } from './people.ts'

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

/** First words of company names that fit anywhere: nature, weather, craft, places on no map, coined words. */
export const COMPANY_HEADS: readonly string[] = words(`
  Northwind Brightwater Larchmont Ironbridge Copperfield Silverbirch Hazelwood Stonegate Riverbend Whitecap
  Fernhill Oakhaven Kestrel Heron Puffin Osprey Sparrow Marlin Otter Lynx Juniper Rowan Aspen Hawthorn Sorrel
  Clover Saffron Indigo Cobalt Ochre Vermilion Cinder Ember Flint Granite Basalt Quartz Obsidian Amber Coral
  Meridian Parallel Solstice Equinox Zenith Polaris Vega Lyra Orion Altair Cassia Novara Tavira Belmonte Arden
  Elderflower Thistle Heather Bracken Moorland Fjord Glacier Tundra Delta Estuary Lagoon Harbour Breakwater
  Lighthouse Anchor Compass Sextant Windrose Topsail Mainstay Keystone Cornerstone Lantern Beacon Gable
  Foxglove Bluebell Primrose Marigold Dahlia Verbena Camellia Wisteria Magnolia Peregrine Falcon Swift Starling
  Tidewater Saltmarsh Driftwood Sandpiper Seabright Westerly Southgate Eastbrook Northfield Midvale Upland
  Lowell Ashford Bramley Caldwell Denholm Elstree Fairmont Glenmore Hartwell Inverness Kingsley Langdale
  Netherby Ormond Pinehurst Quarrington Ravenscar Selwyn Tamworth Ullswater Vantage Wexcombe Yarrow
  Zephyra Luminor Velora Altivo Corvane Nuvio Solenne Mirabel Tessaro Kintera Ovanta Pelliora Quillon Rivanna
  Sabrelle Talvera Umbriel Verano Wendell Xenia Ysolde Zarela Calder Brindle Cresswell Dunmore Eskdale Fenwick
  Garnet Hollin Islay Jarrow Kelso Lomond Morven Nairn Orkney Penrith Rydal Sark Torrin Ulva Walden Zetland
  Tallgrass Prairie Bison Sequoia Cottonwood Sagebrush Mesa Canyon Pinyon Cascade Timberline Bluestem Catalpa
  Hickory Sycamore Tamarack Dogwood Laurel Cypress Palmetto Magpie Kingfisher Bellwether Millstone Thatcher
  Chandler Fuller Sawyer Tanner Wheelwright Glazier Arbour Billow Candela Dovetail Everglow Fathom Grovewell
  Hearthstone Inkwell Jubilee Kindling Linnet Mooring Nettle Overland Pennant Quill Rookery Skylark Tern
  Undertow Viaduct Waxwing Yonder Acorn Birchmere Chalkdown Dunlin Elmstead Fieldfare Goldcrest Hollowell
`)

/** First words where a company carries a name of its own country. */
export const LOCAL_HEADS: Readonly<Partial<Record<CultureName, readonly string[]>>> = {
  french: words(
    'Bellerive Clairvaux Montclair Valmont Rochefort Aubépine Mistral Garrigue Calanque Belvédère Grandchamp Hirondelle Tournesol Vermeil Sablière Merisier',
  ),
  german: words(
    'Alpenglanz Nordlicht Morgenrot Sonnhof Talblick Rosenau Birkenau Steinhaus Waldkirch Rheintal Eichenhof Kranich Silbersee Hafenkante Brückenkopf Lerchenfeld',
  ),
  dutch: words(
    'Waterkant Hogeweg Zonneveld Noorderlicht Rietveen Kraanvogel Duinrand Oosterpoort Waalhaven Zilvermeeuw',
  ),
  spanish: words(
    'Alborada Miraflores Altamira Cantábrico Almendro Azahar Torrente Cordillera Poniente Levante Olivar Marejada Golondrina Encina',
  ),
  italian: words(
    'Castelvecchio Montalto Valdorcia Lungomare Sorgente Aurora Primavera Fiordaliso Belcanto Serenella Colleverde Portobello',
  ),
  nordic: words(
    'Fjällbäck Norrsken Havsbris Björkdal Sundby Ekeby Lindholm Solvik Vinterviken Tallmo Skärvik Rönnby',
  ),
  polish: words('Wisła Bursztyn Jutrzenka Dolina Orlik Sokół Modrzew Jarzębina Zamek Żuraw'),
  indian: words(
    'Nilgiri Malhar Chandan Kaveri Sahyadri Banyan Godavari Aravalli Konkan Shalimar Vindhya Tulsi',
  ),
  brazilian: words(
    'Araucária Jacarandá Pampulha Guará Tamarindo Cambuí Ipanema Sabiá Jequitibá Mantiqueira',
  ),
  japanese: words(
    'Sakuragi Hinode Aozora Minamoto Yamabuki Kawasemi Hoshino Tsubame Asahina Shirakaba',
  ),
}

/** Added when a name has been used: big samples need more names than there are pairs of words. */
export const COMPANY_REPEATS: readonly string[] = words(
  'Group International North South East West Central Pacific Atlantic Continental Nova United Alliance Global',
)
