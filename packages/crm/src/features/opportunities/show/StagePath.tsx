import { Box, ButtonBase } from '@mui/material'
import type { OpportunityStage } from '@valence/schema'
import { useTranslate } from 'ra-core'
import { useEffect, useRef } from 'react'
import { CheckIcon } from '../../../ui/icons.ts'
import { Dot } from '../../../ui/SoftChip.tsx'
import { useMayWrite } from '../../../ui/useMayWrite.ts'
import { useConfiguration } from '../../settings/index.ts'
import { isOpen, stageColour } from '../stages.ts'

interface StagePathProps {
  readonly stage: OpportunityStage
  readonly onChoose: (stage: OpportunityStage) => void
  readonly isBusy: boolean
}

/** The way from lead to close: where it stands, and a press to move it. It scrolls in itself on small screens. */
export function StagePath({ stage, onChoose, isBusy }: StagePathProps) {
  const translate = useTranslate()
  const mayWrite = useMayWrite()
  const { stageOrder } = useConfiguration()
  const path = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the step of another stage is another one
  useEffect(() => showCurrent(path.current), [stage])
  return (
    <Box
      ref={path}
      role="group"
      aria-label={translate('crm.opportunity.stage_path')}
      sx={{ display: 'flex', gap: 0.5, overflowX: 'auto', py: 0.5, scrollbarWidth: 'thin' }}
    >
      {stageOrder.map((candidate) => (
        <StageStep
          key={candidate}
          stage={candidate}
          isCurrent={candidate === stage}
          isPassed={isPassed(candidate, stage, stageOrder)}
          isBusy={isBusy || !mayWrite}
          onChoose={onChoose}
        />
      ))}
    </Box>
  )
}

/** Scrolls to the current step, as far as the way is too long for the screen. The page itself does not move. */
function showCurrent(path: HTMLElement | null): void {
  const step = path?.querySelector<HTMLElement>('[aria-current=step]')
  if (!path || !step) return
  const middle = step.offsetLeft - path.offsetLeft + step.offsetWidth / 2
  path.scrollTo({ left: middle - path.clientWidth / 2 })
}

/** Won means that the whole way was gone; the other outcomes say nothing about it. */
function isPassed(
  candidate: OpportunityStage,
  stage: OpportunityStage,
  order: readonly OpportunityStage[],
): boolean {
  if (!isOpen(candidate)) return false
  if (stage === 'closed_won') return true
  return isOpen(stage) && order.indexOf(candidate) < order.indexOf(stage)
}

interface StageStepProps extends StagePathProps {
  readonly isCurrent: boolean
  readonly isPassed: boolean
}

function StageStep({ stage, isCurrent, isPassed, isBusy, onChoose }: StageStepProps) {
  const translate = useTranslate()
  const colour = stageColour(stage)
  const ring = `inset 0 0 0 1.5px ${colour}`
  return (
    <ButtonBase
      disabled={isBusy}
      aria-current={isCurrent ? 'step' : undefined}
      onClick={() => !isCurrent && onChoose(stage)}
      sx={{
        flex: '1 0 auto',
        gap: 0.75,
        px: 1.25,
        height: 34,
        ml: stage === 'closed_won' ? 1 : 0,
        borderRadius: '8px',
        fontSize: '0.8125rem',
        fontWeight: isCurrent ? 620 : 500,
        fontFamily: 'inherit',
        whiteSpace: 'nowrap',
        color: isCurrent || isPassed ? 'text.primary' : 'text.secondary',
        bgcolor: isCurrent ? `color-mix(in srgb, ${colour} 24%, transparent)` : 'var(--v-sunken)',
        boxShadow: isCurrent ? ring : 'none',
        '&:hover': { boxShadow: ring },
      }}
    >
      {isPassed ? (
        <CheckIcon aria-hidden sx={{ fontSize: 15, color: colour }} />
      ) : (
        <Dot colour={colour} size={7} />
      )}
      {translate(`crm.stage.${stage}`)}
    </ButtonBase>
  )
}
