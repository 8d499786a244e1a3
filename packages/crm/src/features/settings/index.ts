export { exportedLabel, filterChoices, labelOf, withCurrent } from './labels.ts'
export { StatusChip } from './StatusChip.tsx'
export { useConfiguration, useMoney } from './useConfiguration.ts'
export { useStatusChoices } from './useStatusChoices.ts'
