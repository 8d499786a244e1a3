import type { OpportunityStage } from '@valence/schema'
import { useTranslate } from 'ra-core'
import { SoftChip } from '../../ui/SoftChip.tsx'
import { stageColour } from './stages.ts'

/** A stage by name and colour. */
export function StageChip({ stage }: { readonly stage: OpportunityStage }) {
  const translate = useTranslate()
  return <SoftChip colour={stageColour(stage)}>{translate(`crm.stage.${stage}`)}</SoftChip>
}
