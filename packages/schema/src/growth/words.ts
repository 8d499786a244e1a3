import type { Change } from './plan-growth.ts'

/** A change in people's words. */
export function wordsOf(change: Change): string {
  switch (change.kind) {
    case 'step':
      return `step ${change.step.version}: ${change.step.name.replaceAll('-', ' ')}`
    case 'label':
      return `new value ${change.label} of ${change.type.name}`
    case 'columns':
      return `new columns of ${change.table.name}: ${change.columns.map(({ name }) => name).join(', ')}`
    case 'validate':
      return `validate ${change.names.join(', ')} of ${change.table.name}`
    case 'drop':
    case 'forget':
      return `drop ${change.identity}`
    case 'adopt':
      return `note ${change.object.identity}`
    default:
      return `${change.kind} ${change.object.identity}`
  }
}
