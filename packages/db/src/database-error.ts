import { OperatorError } from './operator-error.ts'

/** What goes wrong on the way to a server, or what it says itself. */
export class DatabaseError extends OperatorError {}
