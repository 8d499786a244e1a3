import { OperatorError } from '@valence/db'

/** An error of the migration: what happened, where, and what to do next. */
export class MigrationError extends OperatorError {}
