import type { InteractionType } from '@valence/schema'

/** A kind of activity that people log, with what they write. */
export interface ActivityWords {
  readonly type: Exclude<InteractionType, 'note'>
  readonly weight: number
  /** Null where a duration makes no sense. */
  readonly minutes: readonly number[] | null
  /** Slots: first, company, city, subject, week. */
  readonly subjects: readonly string[]
  readonly descriptions: readonly string[]
  readonly outcomes: readonly string[]
  /** Where it happens, null where it happens at a desk. */
  readonly places: readonly string[] | null
}

export const ACTIVITIES: readonly ActivityWords[] = [
  {
    type: 'call',
    weight: 28,
    minutes: [5, 10, 10, 15, 20, 30],
    subjects: [
      'Call about the {subject}',
      'Check-in call with {first}',
      'Call back: prices',
      'Scope call',
    ],
    descriptions: [
      'Went through the open points. {first} will send the missing figures.',
      'Short call, good mood. They are still waiting for a date from their supplier.',
      'Asked about the timeline of the {subject}. Week {week} works for both sides.',
      'Explained how we price workshops. No objections.',
    ],
    outcomes: ['Agreed on next steps', 'Will call back', 'Question answered', 'Left a message'],
    places: null,
  },
  {
    type: 'email',
    weight: 22,
    minutes: null,
    subjects: [
      'Case studies for {company}',
      'Answer about licences',
      'Dates for the workshop',
      'Thanks and next steps',
    ],
    descriptions: [
      'Sent three case studies from the same industry, with numbers.',
      'Confirmed the dates and asked for the participants.',
      'Answered the questions about fonts and picture rights.',
      'Summed up the call in five lines.',
    ],
    outcomes: ['Answered the same day', 'No answer yet', 'Forwarded to colleagues'],
    places: null,
  },
  {
    type: 'meeting',
    weight: 18,
    minutes: [45, 60, 60, 90, 120],
    subjects: ['Quarterly review', 'Workshop: {subject}', 'Meeting at {company}', 'Kick-off'],
    descriptions: [
      'Four people around the table. Everyone wants the {subject}, for different reasons.',
      'Collected goals on the wall, sorted them together. Photo is with the minutes.',
      'Looked at the first sketches. The quiet one won.',
      'Talked about the next twelve months. Two more projects are likely.',
    ],
    outcomes: [
      'Budget confirmed',
      'Second meeting planned',
      'Sketches approved',
      'Needs another round',
    ],
    places: ['Office in {city}', 'Our studio', 'Video call', 'Café near the station'],
  },
  {
    type: 'demo',
    weight: 8,
    minutes: [30, 45, 60],
    subjects: ['Prototype demo', 'Demo of the component library', 'Clickable draft: {subject}'],
    descriptions: [
      'Showed the prototype on the big screen. The search got the most questions.',
      '{first} clicked through it alone, without help. That is the goal.',
      'Two bugs found live, both harmless.',
    ],
    outcomes: ['Approved with small changes', 'Wants a second round', 'Team is convinced'],
    places: ['Video call', 'Our studio', 'Office in {city}'],
  },
  {
    type: 'proposal',
    weight: 6,
    minutes: null,
    subjects: ['Offer sent', 'Revised offer', 'Offer for the maintenance'],
    descriptions: [
      'Three phases, each with its own price. Valid for thirty days.',
      'Second version, one template less.',
      'Yearly maintenance as an option.',
    ],
    outcomes: ['Waiting for purchasing', 'Accepted in principle', 'Too expensive in this form'],
    places: null,
  },
  {
    type: 'follow_up',
    weight: 8,
    minutes: [5, 10],
    subjects: ['Any news?', 'Follow-up on the offer', 'After the board meeting'],
    descriptions: [
      'Asked about the decision. Patience, they say.',
      'Board meeting was moved to week {week}.',
      'Sent a friendly reminder with one new idea.',
    ],
    outcomes: ['Still open', 'Decision next week', 'No answer yet'],
    places: null,
  },
  {
    type: 'trade_show',
    weight: 3,
    minutes: [15, 20, 30],
    subjects: ['Talk at the fair', 'Visit at our stand'],
    descriptions: [
      'Came by with a colleague and took the catalogue.',
      'Long talk about paper, short talk about budgets.',
    ],
    outcomes: ['Wants to be called', 'Card exchanged'],
    places: ['Trade fair, hall 4', 'Trade fair, hall 11'],
  },
  {
    type: 'site_visit',
    weight: 3,
    minutes: [90, 120, 180],
    subjects: ['Plant tour', 'Look at the site in {city}'],
    descriptions: [
      'Walked through the whole site. Signs are from four decades.',
      'Took pictures for the mood board, with permission.',
    ],
    outcomes: ['Pictures are in the project folder', 'Measurements taken'],
    places: ['Site in {city}'],
  },
  {
    type: 'contract_review',
    weight: 3,
    minutes: [20, 30, 45],
    subjects: ['Contract review', 'Terms and annex'],
    descriptions: [
      'Clause by clause with their lawyer. Liability is the last open point.',
      'Payment terms agreed, rest is fine.',
    ],
    outcomes: ['Ready to sign', 'One clause open'],
    places: ['Video call'],
  },
  {
    type: 'check_in',
    weight: 5,
    minutes: [10, 15],
    subjects: ['Check-in on the {subject}', 'Three months after the launch'],
    descriptions: [
      'All well, small wishes for the next version.',
      'Numbers are up, they are proud and so are we.',
    ],
    outcomes: ['Happy', 'Small wishes noted'],
    places: null,
  },
  {
    type: 'social',
    weight: 4,
    minutes: [60, 90, 120],
    subjects: ['Lunch with {first}', 'Open studio', 'Design week drinks'],
    descriptions: [
      'No business, which is good for business.',
      'Met the new colleague. Introduced both sides.',
    ],
    outcomes: ['Good mood', 'Introduced to the owner'],
    places: ['Restaurant in {city}', 'Our studio'],
  },
]

/** What is to be done next on an open opportunity. */
export const NEXT_ACTIONS: readonly string[] = [
  'Call about the decision',
  'Send the revised offer',
  'Book the workshop room',
  'Ask for the missing content',
  'Prepare the presentation',
  'Answer the questions of purchasing',
  'Send references',
  'Meet on site',
  'Clarify the scope of the translations',
  'Get the contract signed',
]

export const COMPETITIONS: readonly string[] = [
  'Their in-house team',
  'An agency they have worked with for years',
  'Two other studios, names unknown',
  'A freelancer recommended by the owner',
  'A bigger agency from the capital',
]

export const CRITERIA: readonly string[] = [
  'Price counts half, references the other half',
  'Start date before everything else',
  'Experience in their industry',
  'The board wants three offers',
  'Chemistry: they choose people, not slides',
  'Accessibility and data protection',
]

export const LOST_REASONS: readonly string[] = [
  'Price',
  'Stayed with their agency',
  'Budget cut',
  'Done in-house',
  'Too slow',
  'Project cancelled',
  'No decision',
]
