import type { Configuration } from '../../providers/types.ts'

const choice = (label: string) => ({
  value: label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, ''),
  label,
})

/** What an installation means whose settings do not name these lists: nobody changed them since it was new. */
export const defaultConfiguration = {
  currency: 'USD',
  dealCategories: ['Other', 'Copywriting', 'Print project', 'UI Design', 'Website design'].map(
    choice,
  ),
  companySectors: [
    'Communication Services',
    'Consumer Discretionary',
    'Consumer Staples',
    'Energy',
    'Financials',
    'Health Care',
    'Industrials',
    'Information Technology',
    'Materials',
    'Real Estate',
    'Utilities',
  ].map(choice),
  noteStatuses: [
    { ...choice('Cold'), color: '#7dbde8' },
    { ...choice('Warm'), color: '#e8cb7d' },
    { ...choice('Hot'), color: '#e88b7d' },
    { ...choice('In Contract'), color: '#6cc24a' },
  ],
  taskTypes: [
    'None',
    'Email',
    'Demo',
    'Lunch',
    'Meeting',
    'Follow-up',
    'Thank you',
    'Ship',
    'Call',
  ].map(choice),
} satisfies Configuration
