/** A kind of task, as the settings list it. */
export interface TaskType {
  readonly label: string
  readonly slug: string
  readonly weight: number
  /** Slots: first, company, city, subject. */
  readonly texts: readonly string[]
}

export const TASK_TYPES: readonly TaskType[] = [
  {
    label: 'None',
    slug: 'none',
    weight: 8,
    texts: [
      'Update address and phone',
      'Check the credit rating of {company}',
      'Merge duplicate entry',
      'Read the annual report of {company}',
    ],
  },
  {
    label: 'Email',
    slug: 'email',
    weight: 20,
    texts: [
      'Send case studies about the {subject}',
      'Send the offer for the {subject}',
      'Answer the question about licences',
      'Forward the print samples list',
      'Send dates for the workshop',
      'Send references to {first}',
      'Write to {company} about the newsletter',
      'Send the revised timeline',
      'Confirm the meeting in {city}',
      'Share the prototype link with {first}',
    ],
  },
  {
    label: 'Demo',
    slug: 'demo',
    weight: 9,
    texts: [
      'Show the {subject} prototype',
      'Demo of the component library',
      'Walk {first} through the new dashboard',
      'Present three routes',
    ],
  },
  {
    label: 'Lunch',
    slug: 'lunch',
    weight: 6,
    texts: [
      'Lunch in {city}',
      'Lunch with {first} and the new colleague',
      'Book a table near the {company} office',
    ],
  },
  {
    label: 'Meeting',
    slug: 'meeting',
    weight: 15,
    texts: [
      'Kick-off for the {subject}',
      'Quarterly review with {company}',
      'Meeting about the {subject}',
      'Sketch review with {first}',
      'Meet the new team at {company}',
      'Meet {first} in {city}',
      'Workshop preparation',
      'Steering committee',
    ],
  },
  {
    label: 'Follow-up',
    slug: 'follow-up',
    weight: 18,
    texts: [
      'Ask about the board decision',
      'Any news on the {subject}?',
      'Check whether the offer reached {first}',
      'Has {company} decided?',
      'Ask for feedback on the draft',
      'Reminder: contract from {company}',
      'Ask {first} about week dates',
      'Follow up on the samples',
      'Ask {first} for a go or no-go',
    ],
  },
  {
    label: 'Thank you',
    slug: 'thank-you',
    weight: 6,
    texts: [
      'Thank {first} for the referral',
      'Send a card after the launch',
      'Thank-you note for the workshop',
    ],
  },
  {
    label: 'Ship',
    slug: 'ship',
    weight: 5,
    texts: ['Ship the paper samples', 'Send the printed proofs', 'Courier with the dummy books'],
  },
  {
    label: 'Call',
    slug: 'call',
    weight: 19,
    texts: [
      'Call about the {subject}',
      'Call {first} about the budget',
      'Call the front desk of {company}',
      'Call {first}: who decides?',
      'Quick call before the board meeting',
      'Call back, asked for prices',
      'Call {first} before nine',
      'Clear up the invoice question',
      'Ask for the brand guidelines',
    ],
  },
]
