export interface RunContext {
  /** Resolves to the folder of the built CRM; started beforehand so that it builds while the database works. */
  readonly crm: Promise<string>
}
