import {
  type ErrorCatalogue,
  exitCodes,
  OperatorError,
  type OperatorErrorDetails,
} from '@valence/db'

/** What a migration can end on, beside what its connection can. */
export const migrationErrors = {
  // What was asked for
  'VAL-NO-DATABASE': {
    exitCode: exitCodes.usage,
    meaning: 'No database was named.',
    wayOut:
      'Set `DATABASE_URL` (or `SUPABASE_DB_URL`), or give `--database-url postgresql://user@host:5432/database`.',
  },
  'VAL-BAD-URL': {
    exitCode: exitCodes.usage,
    meaning: 'The database URL is not one of PostgreSQL.',
    wayOut:
      'It looks like `postgresql://user:password@host:5432/database`; special characters in the password are percent-encoded.',
  },
  'VAL-CONFIRM': {
    exitCode: exitCodes.usage,
    meaning: 'The command asks for a confirmation, and there is no terminal to ask on.',
    wayOut: 'Run it in a terminal, or give `--yes` in a script.',
  },
  'VAL-STAGE-MAP': {
    exitCode: exitCodes.usage,
    meaning: 'The stage map cannot be used.',
    wayOut:
      'It maps legacy stages to new ones: `{"discovery": "lead", "paused": {"stage": "nurturing", "status": "on_hold"}}`.',
  },
  'VAL-FUNCTION-MAP': {
    exitCode: exitCodes.usage,
    meaning: 'The map of functions cannot be read, or does not fit the installation.',
    wayOut:
      'It is JSON: `{ "public.deal_label(bigint)": "deal_label.sql" }` with a path relative to it, or `"keep"` for a function that was looked at and found safe.',
  },
  'VAL-PLAN-FILE': {
    exitCode: exitCodes.usage,
    meaning: 'The file given as a plan holds none.',
    wayOut: 'Make one: `npm run -s migrate:dry-run -- --json > plan.json`.',
  },
  'VAL-APPROVE-PLAN': {
    exitCode: exitCodes.usage,
    meaning: 'It was not said which plan is approved.',
    wayOut:
      'Give `--plan` with the hash that `migrate:dry-run` prints (at least its first 16 digits), or with the file of its `--json` output.',
  },
  'VAL-EXPECT': {
    exitCode: exitCodes.usage,
    meaning: '`--expect` takes a hash, and was given something else.',
    wayOut:
      'Give the 64 hexadecimal digits that the report or the log file has, or at least the first 16.',
  },
  'VAL-MONITOR': {
    exitCode: exitCodes.usage,
    meaning: 'It was not said what is to be shown.',
    wayOut: 'Give `--old-use`. How far a run is, the run itself shows, and `migrate:report`.',
  },
  'VAL-ATOMIC': {
    exitCode: exitCodes.usage,
    meaning:
      'An atomic run does not go together with this: too many rows for one transaction, or a run that is to wait.',
    wayOut:
      'Run it without `--atomic`: it works while people do. `migrate:abort` ends an atomic run and leaves the database as it was.',
  },
  'VAL-REPLICA-LAG': {
    exitCode: exitCodes.usage,
    meaning: 'This role cannot see how far the replicas are.',
    wayOut:
      'Grant it `pg_monitor`, or leave `--max-replica-lag` out and give a `--throttle-query` of your own.',
  },
  'VAL-THROTTLE-QUERY': {
    exitCode: exitCodes.usage,
    meaning: 'The throttle query fails.',
    wayOut:
      'It is one `select` whose first value says whether to wait: true, or a number above 0. Try it with `psql` as the same role.',
  },

  // What the database is
  'VAL-NOT-LEGACY': {
    exitCode: exitCodes.noGo,
    meaning: 'The database does not look like one of Atomic CRM; what is missing is named.',
    wayOut:
      'Check the connection URL. If tables were renamed in your installation, see “Customised installations” in the operator guide.',
  },
  'VAL-SERVER-VERSION': {
    exitCode: exitCodes.noGo,
    meaning: 'The server is older than PostgreSQL 15.',
    wayOut:
      'Upgrade it first: views that run with the rights of their caller, on which the old names rely, came with version 15.',
  },
  'VAL-NO-GO': {
    exitCode: exitCodes.noGo,
    meaning: 'The go/no-go found what the migration cannot carry. Nothing was changed.',
    wayOut: '`migrate:dry-run` shows each finding with what to do about it.',
  },
  'VAL-DRIFT': {
    exitCode: exitCodes.noGo,
    meaning:
      'The database is not what it was planned for: it changed since. Nothing was changed by us.',
    wayOut: 'Make a new dry run and look at what it says.',
  },
  'VAL-NOT-MIGRATED': {
    exitCode: exitCodes.usage,
    meaning: 'The command is for a migrated database, and this one is not migrated.',
    wayOut: 'Run `migrate:production` first; `migrate:dry-run` says what it would do.',
  },
  'VAL-UNFINISHED': {
    exitCode: exitCodes.usage,
    meaning: 'A run of this database is active or unfinished, so there is nothing to plan.',
    wayOut:
      'Wait until it ends, or go on with it: `migrate:production`; `migrate:rollback` takes it back.',
  },

  // Approval
  'VAL-APPROVAL': {
    exitCode: exitCodes.needsApproval,
    meaning: 'The plan needs the approval of a second person. Nothing was changed.',
    wayOut:
      'Someone else, signed in to the database as another role or to the CRM as an administrator, runs `migrate:approve` with the hash that is named. If there is no one else: `--solo`, which is written down.',
  },
  'VAL-APPROVALS-CLOSED': {
    exitCode: exitCodes.usage,
    meaning: 'This role may not approve on this database yet.',
    wayOut:
      'Whoever migrates opens the book once, as the owner of the tables: `npm run migrate:approve -- --open-for ROLE`.',
  },
  'VAL-APPROVER': {
    exitCode: exitCodes.usage,
    meaning: 'The role that is to approve is not there, cannot sign in, or is the one that runs.',
    wayOut: 'Make a role for the second person; the hint has the statement.',
  },
  'VAL-NOT-OWNER': {
    exitCode: exitCodes.usage,
    meaning: 'The book of approvals belongs to the owner of the tables, and this is another role.',
    wayOut: 'Connect as that role; the hint names it.',
  },
  'VAL-SIGHT': {
    exitCode: exitCodes.usage,
    meaning: 'The approver does not see every row and every name, and so not the plan.',
    wayOut: 'Grant what the hint says (`pg_read_all_data`, `bypassrls`).',
  },
  'VAL-OTHER-PLAN': {
    exitCode: exitCodes.noGo,
    meaning:
      'The plan is another one than that to approve: the database, a map or the version of the tool is not what it was planned with.',
    wayOut: 'Ask for the `--stage-map` and `--function-map` of the dry run, or for a new dry run.',
  },
  'VAL-TOKEN': {
    exitCode: exitCodes.usage,
    meaning:
      'The access token of the administrator is missing, has run out, or is not one of this installation.',
    wayOut:
      'Sign in to the CRM again and put the new access token into `VALENCE_ACCESS_TOKEN`, and the secret that signs it (HS256) into `VALENCE_JWT_SECRET` or `SUPABASE_JWT_SECRET`.',
  },
  'VAL-NOT-ADMINISTRATOR': {
    exitCode: exitCodes.usage,
    meaning: 'Whoever the access token is for is not an administrator who may sign in.',
    wayOut: 'Approve as an administrator of the CRM, or as another role of the database.',
  },

  // On the way
  'VAL-BUSY': {
    exitCode: exitCodes.busy,
    meaning:
      'Another run is active on this database, a killed one still works on the server, or another backup is being proven. Nothing was changed.',
    wayOut:
      'Wait until it ends, and look at `migrate:report`. A backend that does not end: `pg_terminate_backend`, as its own role or as a superuser.',
  },
  'VAL-LOCK-LOST': {
    exitCode: exitCodes.failed,
    meaning: 'The session that keeps other runs out was ended by the server or the network.',
    wayOut: 'Run the same command again; it continues where it stopped.',
  },
  'VAL-INTERRUPTED': {
    exitCode: exitCodes.interrupted,
    meaning: 'Interrupted after a finished batch. Both the old and the new names work.',
    wayOut: 'Run the same command again to go on, or `migrate:rollback`.',
  },
  'VAL-ABORTED': {
    exitCode: exitCodes.interrupted,
    meaning:
      'Ended after a finished batch, as someone asked from another terminal. Both the old and the new names work.',
    wayOut: 'Run `migrate:production` again to go on, or `migrate:rollback`.',
  },
  'VAL-NO-RUN': {
    exitCode: exitCodes.usage,
    meaning: 'No run is writing to this database, so there is none to pause, resume or abort.',
    wayOut:
      'An interrupted run: `migrate:production` goes on with it, `migrate:rollback` takes it back. One that is still planning or taking its backup: end it with Ctrl-C.',
  },
  'VAL-QUARANTINE': {
    exitCode: exitCodes.failed,
    meaning:
      'More rows could not be taken along than a run may leave behind. They are as they were.',
    wayOut:
      'Mend what the reason says, then run the same command again: it takes them along; or `migrate:rollback`.',
  },
  'VAL-FUNCTION-GONE': {
    exitCode: exitCodes.failed,
    meaning:
      'A function of the installation that was there when the migration was planned is gone.',
    wayOut: 'Put it back, or roll back and plan again.',
  },
  'VAL-VERIFY': {
    exitCode: exitCodes.failed,
    meaning:
      'What was migrated does not read as it has to; the checks and rows are named. The old application still works, and nothing is lost.',
    wayOut: 'Look at these rows and run the same command again, or `migrate:rollback`.',
  },

  // The way back, and the end
  'VAL-ROLLBACK-UNFINISHED': {
    exitCode: exitCodes.failed,
    meaning: 'A rollback of this database was interrupted.',
    wayOut: 'Run `migrate:rollback` again; it goes on where it stopped. Then migrate again.',
  },
  'VAL-SCHEMA-OLD': {
    exitCode: exitCodes.failed,
    meaning: 'The database has an older version of the schema than this program works with.',
    wayOut:
      'Run `valence upgrade` on it; `--dry-run` shows what that does. People can go on working meanwhile.',
  },
  'VAL-SCHEMA-NEWER': {
    exitCode: exitCodes.noGo,
    meaning:
      'The database has a newer version of the schema than this program knows. Nothing was changed.',
    wayOut: 'Update the program.',
  },
  'VAL-UPGRADE-BLOCKED': {
    exitCode: exitCodes.noGo,
    meaning:
      'Objects of the installation hang on something that an upgrade takes away, or have the name of something that it brings. Nothing was changed.',
    wayOut:
      'The error names them. Let them use objects of their own, or give them other names, then run the same command again.',
  },
  'VAL-NO-SNAPSHOT': {
    exitCode: exitCodes.usage,
    meaning: 'There is no snapshot of the local installation from before an upgrade.',
    wayOut:
      'Snapshots are made by `npm start` and `serve` when they upgrade; a database elsewhere has its own backups.',
  },
  'VAL-WINDOW-OVER': {
    exitCode: exitCodes.windowOver,
    meaning: 'The rollback window is over.',
    wayOut:
      'The backup that was taken before the migration is still there: `migrate:backup --list`.',
  },
  'VAL-GRACE-ENDED': {
    exitCode: exitCodes.usage,
    otherwise: { exitCode: exitCodes.windowOver, when: 'a rollback was asked for' },
    meaning:
      'The grace period has ended: the old names are gone, and with them what this command needs.',
    wayOut:
      'There is no way back from there. `migrate:report` shows what was verified before; the backup is still there.',
  },
  'VAL-OLD-NAMES-USED': {
    exitCode: exitCodes.noGo,
    meaning:
      'Old names are still in use, or not known to be silent for long enough. Nothing was changed.',
    wayOut: '`migrate:monitor --old-use --for 60` shows who uses them.',
  },
  'VAL-OLD-NAMES-NEEDED': {
    exitCode: exitCodes.noGo,
    meaning: 'Views of this installation show old names. Nothing was changed.',
    wayOut: 'Make them of the new names, or drop them, and run it again.',
  },
  'VAL-CHECKLIST-ITEM': {
    exitCode: exitCodes.usage,
    meaning: 'The item is one that a machine checks, or there is none of that name.',
    wayOut: 'The hint names those that wait for a person.',
  },

  // Backups
  'VAL-BACKUP': {
    exitCode: exitCodes.failed,
    meaning:
      'The backup could not be written, or could not be proven by restoring and comparing it. Nothing was migrated.',
    wayOut:
      'The hint says what stands in the way: a full disk, a folder, row security, a schema or database of someone else, a definition that restores nowhere. Put it right, then run the same command again.',
  },
  'VAL-RESTORE': {
    exitCode: exitCodes.usage,
    otherwise: { exitCode: exitCodes.failed, when: 'it was tried and undone' },
    meaning:
      'The backup was not restored: the database given is not one for it, or the attempt was undone.',
    wayOut:
      'Restore into an empty database of the same kind, named with `--into`, as a role that may switch triggers off.',
  },
  'VAL-PG-RESTORE': {
    exitCode: exitCodes.usage,
    meaning: 'There is no `pg_restore` that can read this backup.',
    wayOut:
      'Install the client programs of PostgreSQL of that version or later, or name their folder in `PG_DUMP`.',
  },
} as const satisfies ErrorCatalogue

type MigrationErrorCode = keyof typeof migrationErrors

/** An error of the migration: what happened, where, and what to do next. */
export class MigrationError extends OperatorError<MigrationErrorCode> {
  constructor(message: string, details: OperatorErrorDetails<MigrationErrorCode>) {
    super(message, details, migrationErrors[details.code])
  }
}
