import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { opportunityStages } from '../entities/enums.ts'
import {
  backMap,
  defaultStageMap,
  emptyMapFile,
  resolveStageMap,
  stageMapFileSchema,
} from './stage-map.ts'

const value = fc.string({ minLength: 1, maxLength: 12 })
const given = fc.dictionary(
  value,
  fc.constantFrom(...opportunityStages).map((stage) => ({ stage })),
)

describe('the stage map', () => {
  it('leads every default stage of Atomic CRM somewhere', () => {
    const defaults = [
      'opportunity',
      'proposal-sent',
      'in-negociation',
      'in-negotiation',
      'won',
      'lost',
      'delayed',
    ]
    expect(resolveStageMap(defaults).unmapped).toEqual([])
    expect(defaultStageMap['delayed']).toEqual({ stage: 'nurturing', status: 'on_hold' })
  })

  it('leads a stage that is called like a new one to that one, and back', () => {
    const { entries, unmapped } = resolveStageMap(opportunityStages)
    expect(unmapped).toEqual([])
    const back = backMap(opportunityStages, entries)
    for (const stage of opportunityStages) {
      expect(entries[stage]).toEqual({ stage })
      expect(back[stage]).toBe(stage)
    }
  })

  it('names exactly the values that neither the default nor the file knows', () => {
    fc.assert(
      fc.property(fc.array(value), given, (values, map) => {
        const { unmapped } = resolveStageMap(values, map)
        for (const name of values) {
          const isKnown = Object.hasOwn(map, name) || Object.hasOwn(defaultStageMap, name)
          expect(unmapped.includes(name)).toBe(!isKnown)
        }
      }),
    )
  })

  it('lets the file win over the default', () => {
    expect(resolveStageMap(['won'], { won: { stage: 'negotiation' } }).entries['won']).toEqual({
      stage: 'negotiation',
    })
  })

  it('has a way back for every new stage, and the way there and back ends where it began', () => {
    fc.assert(
      fc.property(fc.array(value), given, (values, map) => {
        const { entries } = resolveStageMap(values, map)
        const back = backMap(values, entries)
        for (const stage of opportunityStages) {
          expect(back[stage]).toBeTypeOf('string')
          const mapsHere = values.some((name) => entries[name]?.stage === stage)
          if (mapsHere) expect(entries[back[stage]]?.stage).toBe(stage)
        }
      }),
    )
  })

  it('takes the short and the long form of a file, and refuses stages that do not exist', () => {
    expect(
      stageMapFileSchema.parse({ a: 'lead', b: { stage: 'proposal', status: 'stalled' } }),
    ).toEqual({
      a: { stage: 'lead' },
      b: { stage: 'proposal', status: 'stalled' },
    })
    expect(stageMapFileSchema.safeParse({ a: 'maybe' }).success).toBe(false)
    const empty = emptyMapFile(['x "y"'], { 'x "y"': 3 })
    expect(JSON.parse(empty)).toMatchObject({ 'x "y"': '', '// x "y"': '3 deals' })
    expect(stageMapFileSchema.safeParse(JSON.parse(empty)).success).toBe(false)
    const filled = JSON.parse(empty.replace(': ""', ': "lead"'))
    expect(stageMapFileSchema.parse(filled)).toEqual({ 'x "y"': { stage: 'lead' } })
  })
})
