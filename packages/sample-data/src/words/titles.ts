/** A contact's job: what the card shows and how much say the person has. */
export interface Job {
  readonly title: string
  readonly department: string
  readonly seniority: 'head' | 'manager' | 'staff'
}

const jobs = (department: string, seniority: Job['seniority'], titles: string): readonly Job[] =>
  titles.split(',').map((title) => ({ title: title.trim(), department, seniority }))

/** Who talks to a design studio: marketing first, then product, management and purchasing. */
export const JOBS: readonly Job[] = [
  ...jobs(
    'Marketing',
    'head',
    'Chief Marketing Officer, VP Marketing, Head of Brand, Marketing Director, Head of Communications',
  ),
  ...jobs(
    'Marketing',
    'manager',
    'Marketing Manager, Brand Manager, Communications Manager, Content Lead, Campaign Manager, Trade Marketing Manager, Events Manager',
  ),
  ...jobs(
    'Marketing',
    'staff',
    'Marketing Coordinator, Content Editor, Social Media Specialist, Graphic Designer, Brand Assistant',
  ),
  ...jobs(
    'Product',
    'head',
    'Chief Product Officer, VP Product, Head of Digital, Director of E-commerce',
  ),
  ...jobs(
    'Product',
    'manager',
    'Product Manager, E-commerce Manager, UX Lead, Packaging Manager, Digital Project Manager',
  ),
  ...jobs('Product', 'staff', 'Product Designer, UX Researcher, Web Editor, Business Analyst'),
  ...jobs(
    'Management',
    'head',
    'Managing Director, Chief Executive Officer, Founder, Co-owner, General Manager, Chief Operating Officer',
  ),
  ...jobs('Management', 'staff', 'Executive Assistant, Office Manager, Assistant to the Board'),
  ...jobs('Purchasing', 'head', 'Head of Procurement, Purchasing Director'),
  ...jobs('Purchasing', 'manager', 'Purchasing Manager, Category Buyer, Vendor Manager'),
  ...jobs('Finance', 'head', 'Chief Financial Officer, Finance Director'),
  ...jobs('Finance', 'staff', 'Accounts Payable, Controller, Financial Analyst'),
  ...jobs('Sales', 'head', 'Head of Sales, Commercial Director'),
  ...jobs('Sales', 'manager', 'Key Account Manager, Export Manager, Regional Sales Manager'),
  ...jobs('IT', 'head', 'Chief Technology Officer, Head of IT'),
  ...jobs('IT', 'manager', 'IT Project Manager, Engineering Manager, Solutions Architect'),
  ...jobs(
    'Human Resources',
    'manager',
    'HR Business Partner, Employer Branding Manager, Talent Acquisition Lead',
  ),
]
