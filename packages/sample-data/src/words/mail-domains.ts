/** Mail providers whose icon says nothing about a customer. */
export const FREE_MAIL_DOMAINS: readonly string[] = [
  'gmail.com',
  'outlook.com',
  'hotmail.com',
  'yahoo.com',
  'icloud.com',
  'gmx.net',
  'web.de',
  'orange.fr',
  'proton.me',
  'mail.example',
]
