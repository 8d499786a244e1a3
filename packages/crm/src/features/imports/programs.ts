import { foldHeader } from './fold-header.ts'

/** A kind of file that a program writes. */
export interface Program {
  /** The program's name, under which its IDs are kept. */
  readonly name: string
  /** Headers that are there together in this file of this program alone: each list is enough. */
  readonly signs: readonly (readonly string[])[]
  /** What its columns are, by folded header; '' for what is nothing to us. */
  readonly columns: Readonly<Record<string, string>>
}

/** Lines of `header, other header = field`; a field '-' is nothing to us. */
function columns(lines: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    lines
      .split('\n')
      .filter((line) => line.includes('='))
      .flatMap((line) => {
        const [headers = '', field = ''] = line.split(' = ')
        const id = field.trim() === '-' ? '' : field.trim()
        return headers.split(', ').map((header) => [foldHeader(header), id] as const)
      }),
  )
}

const signs = (...lists: string[]): Program['signs'] =>
  lists.map((list) => list.split(', ').map(foldHeader))

const HUBSPOT_CONTACTS: Program = {
  name: 'HubSpot',
  signs: signs(
    'First Name, Last Name, Lifecycle Stage',
    'First Name, Last Name, Lead Status',
    'First Name, Last Name, Contact owner, Record ID',
    'Record ID - Contact, First Name',
  ),
  columns: columns(`
    Record ID, Record ID - Contact, Contact ID = contact.external_id
    First Name = contact.first_name
    Last Name = contact.last_name
    Email, Work email = contact.email_work
    Additional email addresses = contact.email_other
    Phone Number = contact.phone_work
    Mobile Phone Number = contact.phone_other
    Job Title = contact.title
    Contact owner = contact.sales
    Associated Company, Primary Company, Company Name, Primary Associated Company Name = organization.name
    Associated Company IDs, Associated Company IDs (Primary), Primary Associated Company ID = organization.external_id
    Website URL = organization.website
    Industry = organization.sector
    City = organization.city
    Postal Code = organization.zipcode
    Street Address = organization.address
    State/Region = organization.state_abbr
    Country/Region = organization.country
    LinkedIn URL = contact.linkedin_url
    Create Date = contact.first_seen
    Last Activity Date, Last Contacted = contact.last_seen
  `),
}

const HUBSPOT_COMPANIES: Program = {
  name: 'HubSpot',
  signs: signs(
    'Company name, Company owner',
    'Company name, Company Domain Name',
    'Record ID - Company, Company name',
  ),
  columns: columns(`
    Record ID, Record ID - Company, Company ID = organization.external_id
    Company name, Name = organization.name
    Company Domain Name, Website URL = organization.website
    Company owner = organization.sales
    Phone Number = organization.phone_number
    Street Address = organization.address
    City = organization.city
    State/Region = organization.state_abbr
    Postal Code = organization.zipcode
    Country/Region = organization.country
    Industry = organization.sector
    Number of Employees = organization.size
    Annual Revenue = organization.revenue
    Type = organization.organization_type
    Parent Company, Associated Parent Company = organization.parent
    Description, About Us = organization.description
    LinkedIn Company Page = organization.linkedin_url
  `),
}

const HUBSPOT_DEALS: Program = {
  name: 'HubSpot',
  signs: signs('Deal Name, Deal Stage', 'Deal Name, Deal owner', 'Record ID - Deal, Deal Name'),
  columns: columns(`
    Record ID, Record ID - Deal, Deal ID = opportunity.external_id
    Deal Name = opportunity.name
    Deal Stage = opportunity.stage
    Close Date = opportunity.expected_closing_date
    Deal owner = opportunity.sales
    Amount = opportunity.amount
    Deal probability = opportunity.probability
    Associated Company, Associated Company (Primary), Primary Associated Company Name = organization.name
    Associated Company IDs, Associated Company IDs (Primary), Primary Associated Company ID = organization.external_id
    Associated Contact IDs = opportunity.contact_keys
    Deal Description = opportunity.description
    Priority = opportunity.priority
    Deal Type = opportunity.category
    Closed Lost Reason = opportunity.lost_reason
    Next Step = opportunity.next_action
  `),
}

const SALESFORCE_OPPORTUNITIES: Program = {
  name: 'Salesforce',
  signs: signs(
    'Opportunity Name, Account Name, Stage',
    'Opportunity ID, Opportunity Name, Close Date',
    'StageName, CloseDate',
    'Id, AccountId, StageName',
  ),
  columns: columns(`
    Opportunity ID, Id, Opportunity ID 18 = opportunity.external_id
    Opportunity Name, Name = opportunity.name
    Account Name, Account.Name = organization.name
    Account ID, AccountId = organization.external_id
    Stage, StageName = opportunity.stage
    Amount = opportunity.amount
    Probability (%), Probability = opportunity.probability
    Close Date, CloseDate = opportunity.expected_closing_date
    Opportunity Owner, Owner.Name, Owner Full Name = opportunity.sales
    Type = opportunity.category
    Next Step, NextStep = opportunity.next_action
    Description = opportunity.description
    Loss Reason, Lost Reason = opportunity.lost_reason
    Primary Contact = contact.full_name
    ContactId, Contact ID = contact.external_id
  `),
}

const SALESFORCE_ACCOUNTS: Program = {
  name: 'Salesforce',
  signs: signs(
    'Account Name, Billing City',
    'Account ID, Account Name, Account Owner',
    'Account Name, Billing Street',
    'Id, Name, BillingCity',
    'Account Name, Billing State/Province',
  ),
  columns: columns(`
    Account ID, Id, Account ID 18 = organization.external_id
    Account Name, Name = organization.name
    Account Owner, Owner.Name = organization.sales
    Billing Street, BillingStreet, Billing Address Line 1 = organization.address
    Billing City, BillingCity = organization.city
    Billing State/Province, BillingState, Billing State = organization.state_abbr
    Billing Zip/Postal Code, BillingPostalCode = organization.zipcode
    Billing Country, BillingCountry = organization.country
    Phone = organization.phone_number
    Website = organization.website
    Industry = organization.sector
    Employees, NumberOfEmployees = organization.size
    Annual Revenue, AnnualRevenue = organization.revenue
    Type = organization.organization_type
    Parent Account, Parent.Name = organization.parent
    Description, Account Description = organization.description
  `),
}

const SALESFORCE_CONTACTS: Program = {
  name: 'Salesforce',
  signs: signs(
    'Contact ID, First Name, Last Name, Account Name',
    'First Name, Last Name, Account Name, Mailing City',
    'First Name, Last Name, Account Name, Contact Owner',
    'Id, AccountId, FirstName, LastName',
    'Salutation, First Name, Last Name, Account Name',
  ),
  columns: columns(`
    Contact ID, Id, Contact ID 18 = contact.external_id
    First Name, FirstName = contact.first_name
    Last Name, LastName = contact.last_name
    Account Name, Account.Name = organization.name
    Account ID, AccountId = organization.external_id
    Title = contact.title
    Department = contact.department
    Email = contact.email_work
    Phone, Business Phone = contact.phone_work
    Mobile, Mobile Phone, MobilePhone = contact.phone_other
    Home Phone, HomePhone = contact.phone_home
    Contact Owner, Owner.Name = contact.sales
    Mailing Street, MailingStreet = organization.address
    Mailing City, MailingCity = organization.city
    Mailing State/Province, MailingState = organization.state_abbr
    Mailing Zip/Postal Code, MailingPostalCode = organization.zipcode
    Mailing Country, MailingCountry = organization.country
    Description, Contact Description = contact.background
    Created Date, CreatedDate = contact.first_seen
    Last Activity, LastActivityDate = contact.last_seen
  `),
}

const PIPEDRIVE: Program = {
  name: 'Pipedrive',
  signs: signs(
    'Deal - Title',
    'Person - Name',
    'Organization - Name',
    'Title, Value, Currency of Value, Contact person',
  ),
  columns: columns(`
    Deal - ID = opportunity.external_id
    Deal - Title, Title = opportunity.name
    Deal - Value, Value = opportunity.amount
    Deal - Stage, Stage = opportunity.stage
    Deal - Status, Status = opportunity.status
    Deal - Probability, Probability = opportunity.probability
    Deal - Expected close date, Expected close date = opportunity.expected_closing_date
    Deal - Won time, Won time, Deal - Lost time, Deal - Deal closed on = opportunity.actual_close_date
    Deal - Owner, Owner = opportunity.sales
    Deal - Lost reason, Lost reason = opportunity.lost_reason
    Deal - Label, Label = opportunity.category
    Deal - Organization, Organization = organization.name
    Organization - Name = organization.name
    Deal - Contact person, Contact person = contact.full_name
    Person - Name = contact.full_name
    Person - First name = contact.first_name
    Person - Last name = contact.last_name
    Person - ID = contact.external_id
    Person - Email - Work, Person - Email = contact.email_work
    Person - Email - Home = contact.email_home
    Person - Email - Other = contact.email_other
    Person - Phone - Work, Person - Phone = contact.phone_work
    Person - Phone - Home = contact.phone_home
    Person - Phone - Mobile, Person - Phone - Other = contact.phone_other
    Person - Organization = organization.name
    Person - Organization ID = organization.external_id
    Person - Job title = contact.title
    Person - Label, Person - Labels = contact.tags
    Person - Owner = contact.sales
    Person - Person created = contact.first_seen
    Organization - ID, Deal - Organization ID = organization.external_id
    Organization - Address = organization.address
    Organization - City/town/village/locality of Address = organization.city
    Organization - ZIP/Postal code of Address = organization.zipcode
    Organization - State/county of Address = organization.state_abbr
    Organization - Country of Address = organization.country
    Organization - Industry = organization.sector
    Organization - Number of employees = organization.size
    Organization - Annual revenue = organization.revenue
    Organization - Website = organization.website
    Organization - LinkedIn profile = organization.linkedin_url
    Organization - Owner = organization.sales
  `),
}

const ZOHO_CONTACTS: Program = {
  name: 'Zoho',
  signs: signs(
    'Contact Id, Contact Owner, First Name',
    'Record Id, Contact Owner, Last Name, Account Name',
    'Contact Owner, Lead Source, First Name, Account Name',
  ),
  columns: columns(`
    Contact Id, Record Id = contact.external_id
    First Name = contact.first_name
    Last Name = contact.last_name
    Account Name, Account Name.name = organization.name
    Account Id, Account Name.id = organization.external_id
    Email = contact.email_work
    Secondary Email = contact.email_other
    Phone = contact.phone_work
    Mobile, Other Phone = contact.phone_other
    Home Phone = contact.phone_home
    Title = contact.title
    Department = contact.department
    Contact Owner, Contact Owner Name = contact.sales
    Mailing Street = organization.address
    Mailing City = organization.city
    Mailing State = organization.state_abbr
    Mailing Zip = organization.zipcode
    Mailing Country = organization.country
    Tag = contact.tags
    Description = contact.background
    Created Time = contact.first_seen
    Last Activity Time = contact.last_seen
  `),
}

const ZOHO_ACCOUNTS: Program = {
  name: 'Zoho',
  signs: signs(
    'Account Id, Account Owner, Account Name',
    'Record Id, Account Owner, Account Name',
    'Account Name, Account Owner, Account Number',
  ),
  columns: columns(`
    Account Id, Record Id = organization.external_id
    Account Name = organization.name
    Account Owner, Account Owner Name = organization.sales
    Phone = organization.phone_number
    Website = organization.website
    Account Type = organization.organization_type
    Industry = organization.sector
    Employees = organization.size
    Annual Revenue = organization.revenue
    Parent Account = organization.parent
    Billing Street = organization.address
    Billing City = organization.city
    Billing State = organization.state_abbr
    Billing Code = organization.zipcode
    Billing Country = organization.country
    Description = organization.description
  `),
}

const ZOHO_DEALS: Program = {
  name: 'Zoho',
  signs: signs(
    'Deal Name, Closing Date',
    'Deal Id, Deal Owner, Deal Name',
    'Potential Name, Closing Date',
    'Record Id, Deal Name, Stage',
  ),
  columns: columns(`
    Deal Id, Record Id, Potential Id = opportunity.external_id
    Deal Name, Potential Name = opportunity.name
    Account Name, Account Name.name = organization.name
    Account Id, Account Name.id = organization.external_id
    Contact Name = contact.full_name
    Contact Id = contact.external_id
    Stage = opportunity.stage
    Amount = opportunity.amount
    Probability (%), Probability = opportunity.probability
    Closing Date = opportunity.expected_closing_date
    Deal Owner, Potential Owner = opportunity.sales
    Type = opportunity.category
    Next Step = opportunity.next_action
    Description = opportunity.description
    Reason For Loss, Reason For Loss# = opportunity.lost_reason
  `),
}

const DYNAMICS_CONTACTS: Program = {
  name: 'Dynamics 365',
  signs: signs('(Do Not Modify) Contact', 'Full Name, Business Phone, Company Name, Status Reason'),
  columns: columns(`
    (Do Not Modify) Contact = contact.external_id
    First Name = contact.first_name
    Last Name = contact.last_name
    Full Name = contact.full_name
    Email = contact.email_work
    Email Address 2 = contact.email_other
    Business Phone = contact.phone_work
    Mobile Phone = contact.phone_other
    Home Phone = contact.phone_home
    Job Title = contact.title
    Department = contact.department
    Company Name, Account Name = organization.name
    Owner = contact.sales
    Address 1: Street 1 = organization.address
    Address 1: City = organization.city
    Address 1: State/Province = organization.state_abbr
    Address 1: ZIP/Postal Code = organization.zipcode
    Address 1: Country/Region = organization.country
    Description = contact.background
    Created On = contact.first_seen
  `),
}

const DYNAMICS_ACCOUNTS: Program = {
  name: 'Dynamics 365',
  signs: signs(
    '(Do Not Modify) Account',
    'Account Name, Main Phone, Address 1: City',
    'Account Name, Main Phone, Primary Contact',
  ),
  columns: columns(`
    (Do Not Modify) Account = organization.external_id
    Account Name = organization.name
    Main Phone = organization.phone_number
    Website = organization.website
    Relationship Type = organization.organization_type
    Industry = organization.sector
    Number of Employees = organization.size
    Annual Revenue = organization.revenue
    Parent Account = organization.parent
    Address 1: Street 1 = organization.address
    Address 1: City = organization.city
    Address 1: State/Province = organization.state_abbr
    Address 1: ZIP/Postal Code = organization.zipcode
    Address 1: Country/Region = organization.country
    Owner = organization.sales
    Description = organization.description
  `),
}

const DYNAMICS_OPPORTUNITIES: Program = {
  name: 'Dynamics 365',
  signs: signs(
    '(Do Not Modify) Opportunity',
    'Topic, Potential Customer',
    'Topic, Est. close date',
    'Topic, Est. Revenue',
  ),
  columns: columns(`
    (Do Not Modify) Opportunity = opportunity.external_id
    Topic = opportunity.name
    Potential Customer, Account = organization.name
    Contact = contact.full_name
    Est. Revenue, Actual Revenue = opportunity.amount
    Est. close date, Est. Close Date = opportunity.expected_closing_date
    Actual Close Date = opportunity.actual_close_date
    Probability = opportunity.probability
    Pipeline Phase, Sales Stage = opportunity.stage
    Status = opportunity.status
    Owner = opportunity.sales
    Description = opportunity.description
  `),
}

const GOOGLE_COLUMNS = [1, 2, 3, 4, 5]
  .map(
    (place) => `
    E-mail ${place} - Value = contact.email_work
    Phone ${place} - Value = contact.phone_work
    E-mail ${place} - Label, E-mail ${place} - Type, Phone ${place} - Label, Phone ${place} - Type = -
    ${place === 1 ? 'Website 1 - Value = organization.website' : ''}
    ${
      place === 1
        ? `Address 1 - Street = organization.address
    Address 1 - City = organization.city
    Address 1 - Region = organization.state_abbr
    Address 1 - Postal Code = organization.zipcode
    Address 1 - Country = organization.country
    Organization 1 - Name = organization.name
    Organization 1 - Title = contact.title
    Organization 1 - Department = contact.department`
        : ''
    }`,
  )
  .join('\n')

const GOOGLE: Program = {
  name: 'Google Contacts',
  signs: signs(
    'E-mail 1 - Value',
    'First Name, Phonetic First Name, File As',
    'Given Name, Family Name, Yomi Name',
    'Labels, Phone 1 - Value',
  ),
  columns: columns(`
    First Name, Given Name = contact.first_name
    Last Name, Family Name = contact.last_name
    Name = contact.full_name
    Organization Name = organization.name
    Organization Title = contact.title
    Organization Department = contact.department
    Notes = contact.background
    Labels, Group Membership = contact.tags
    Birthday, Nickname, Middle Name, Additional Name = note.lines
    ${GOOGLE_COLUMNS}
  `),
}

const OUTLOOK: Program = {
  name: 'Outlook',
  signs: signs(
    'First Name, Last Name, E-mail Address, E-mail Display Name',
    'First Name, Last Name, Business Phone, Business Street',
    'E-mail Address, E-mail Type',
  ),
  columns: columns(`
    First Name = contact.first_name
    Last Name = contact.last_name
    Company = organization.name
    Department = contact.department
    Job Title = contact.title
    Business Street = organization.address
    Business City = organization.city
    Business State = organization.state_abbr
    Business Postal Code = organization.zipcode
    Business Country/Region, Business Country = organization.country
    Business Phone, Business Phone 2 = contact.phone_work
    Company Main Phone = organization.phone_number
    Home Phone, Home Phone 2 = contact.phone_home
    Mobile Phone, Other Phone = contact.phone_other
    E-mail Address = contact.email_work
    E-mail 2 Address, E-mail 3 Address = contact.email_other
    Categories = contact.tags
    Notes = contact.background
    Web Page = organization.website
  `),
}

const LINKEDIN: Program = {
  name: 'LinkedIn',
  signs: signs('First Name, Last Name, Position, Connected On', 'Prénom, Nom, URL, Connexion le'),
  columns: columns(`
    First Name, Prénom = contact.first_name
    Last Name, Nom = contact.last_name
    URL = contact.linkedin_url
    Email Address, Adresse e-mail = contact.email_work
    Company, Entreprise = organization.name
    Position, Poste = contact.title
    Connected On, Connexion le = contact.first_seen
  `),
}

const TWENTY_PEOPLE: Program = {
  name: 'Twenty',
  signs: signs(
    'Name / First Name, Name / Last Name',
    'Name (First Name), Name (Last Name)',
    'Emails / Primary Email',
    'Emails (Primary Email)',
  ),
  columns: columns(`
    Id = contact.external_id
    Name / First Name, Name (First Name), First Name = contact.first_name
    Name / Last Name, Name (Last Name), Last Name = contact.last_name
    Emails / Primary Email, Emails (Primary Email), Primary Email = contact.email_work
    Emails / Additional Emails = contact.email_other
    Phones / Primary Phone Number, Phones (Primary Phone Number), Primary Phone Number = contact.phone_work
    Job Title = contact.title
    Company, Company / Name = organization.name
    Company Id, Company / Id = organization.external_id
    City = organization.city
    Linkedin / Link URL, LinkedIn = contact.linkedin_url
    Creation date = contact.first_seen
  `),
}

const TWENTY_COMPANIES: Program = {
  name: 'Twenty',
  signs: signs(
    'Domain Name / Link URL',
    'Domain Name (Link URL)',
    'Name, Domain Name, ARR',
    'ICP, Employees, Name',
  ),
  columns: columns(`
    Id = organization.external_id
    Name = organization.name
    Domain Name / Link URL, Domain Name (Link URL), Domain Name = organization.website
    Linkedin / Link URL, Linkedin (Link URL), LinkedIn = organization.linkedin_url
    Address / Address 1, Address (Address 1) = organization.address
    Address / City, Address (City) = organization.city
    Address / State, Address (State) = organization.state_abbr
    Address / Post Code, Address (Post Code) = organization.zipcode
    Address / Country, Address (Country) = organization.country
    Employees = organization.size
    Account Owner = organization.sales
  `),
}

const ESPO_CONTACTS: Program = {
  name: 'EspoCRM',
  signs: signs(
    'firstName, lastName, emailAddress',
    'First Name, Last Name, Account, Email, Assigned User',
    'First Name, Last Name, Account ID, Assigned User ID',
  ),
  columns: columns(`
    id, ID = contact.external_id
    firstName, First Name = contact.first_name
    lastName, Last Name = contact.last_name
    accountName, Account, Account Name = organization.name
    accountId, Account ID = organization.external_id
    title, Title, Account Title = contact.title
    emailAddress, Email = contact.email_work
    phoneNumber, Phone = contact.phone_work
    description, Description = contact.background
    assignedUserName, Assigned User, Assigned User Name = contact.sales
    addressStreet, Address Street = organization.address
    addressCity, Address City = organization.city
    addressState, Address State = organization.state_abbr
    addressPostalCode, Address Postal Code = organization.zipcode
    addressCountry, Address Country = organization.country
    createdAt, Created At = contact.first_seen
  `),
}

const ESPO_ACCOUNTS: Program = {
  name: 'EspoCRM',
  signs: signs('name, website, billingAddressCity', 'Name, Website, Billing Address City'),
  columns: columns(`
    id, ID = organization.external_id
    name, Name = organization.name
    website, Website = organization.website
    emailAddress, Email = -
    phoneNumber, Phone = organization.phone_number
    type, Type = organization.organization_type
    industry, Industry = organization.sector
    description, Description = organization.description
    billingAddressStreet, Billing Address Street = organization.address
    billingAddressCity, Billing Address City = organization.city
    billingAddressState, Billing Address State = organization.state_abbr
    billingAddressPostalCode, Billing Address Postal Code = organization.zipcode
    billingAddressCountry, Billing Address Country = organization.country
    assignedUserName, Assigned User, Assigned User Name = organization.sales
  `),
}

const ESPO_OPPORTUNITIES: Program = {
  name: 'EspoCRM',
  signs: signs(
    'name, amount, stage, accountName',
    'name, stage, closeDate, accountId',
    'Name, Amount, Amount Currency, Stage',
  ),
  columns: columns(`
    id, ID = opportunity.external_id
    name, Name = opportunity.name
    amount, Amount = opportunity.amount
    stage, Stage = opportunity.stage
    probability, Probability, Probability, % = opportunity.probability
    closeDate, Close Date = opportunity.expected_closing_date
    accountName, Account, Account Name = organization.name
    accountId, Account ID = organization.external_id
    description, Description = opportunity.description
    assignedUserName, Assigned User, Assigned User Name = opportunity.sales
  `),
}

/** Most telling first: a file of opportunities names accounts and people too. */
const programs: readonly Program[] = [
  LINKEDIN,
  OUTLOOK,
  GOOGLE,
  PIPEDRIVE,
  DYNAMICS_OPPORTUNITIES,
  DYNAMICS_CONTACTS,
  DYNAMICS_ACCOUNTS,
  ZOHO_DEALS,
  HUBSPOT_DEALS,
  SALESFORCE_OPPORTUNITIES,
  TWENTY_PEOPLE,
  TWENTY_COMPANIES,
  ESPO_OPPORTUNITIES,
  ESPO_CONTACTS,
  ESPO_ACCOUNTS,
  ZOHO_CONTACTS,
  ZOHO_ACCOUNTS,
  SALESFORCE_CONTACTS,
  SALESFORCE_ACCOUNTS,
  HUBSPOT_CONTACTS,
  HUBSPOT_COMPANIES,
]

/** The program that wrote a file with these headers, or null. */
export function programOf(headers: readonly string[]): Program | null {
  const folded = new Set(headers.map(foldHeader))
  const isThere = (list: readonly string[]) => list.every((header) => folded.has(header))
  return programs.find((program) => program.signs.some(isThere)) ?? null
}

const knownHeaders = new Set(
  programs.flatMap((program) => [...Object.keys(program.columns), ...program.signs.flat()]),
)

/** Whether a column holds chances as parts of one in every file that has it. */
export function isFractionHeader(header: string): boolean {
  return foldHeader(header) === 'deal probability'
}

/** Whether some program calls a column so. */
export function isProgramHeader(folded: string): boolean {
  return knownHeaders.has(folded)
}
