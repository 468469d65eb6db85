import { describe, expect, test } from 'vitest'
import {
  NodeExecution_Phase as NodePhase,
  TaskExecution_Phase as TaskPhase,
  WorkflowExecution_Phase as WorkflowPhase,
} from '../api/gen/flyteidl/core/execution_pb'
import { nodePhaseLook, type PhaseLook, taskPhaseLook, workflowPhaseLook } from './phases'

const all: readonly (readonly [string, PhaseLook])[] = [
  ...Object.values(WorkflowPhase).flatMap((phase) =>
    typeof phase === 'number' ? [[`workflow ${phase}`, workflowPhaseLook(phase)] as const] : [],
  ),
  ...Object.values(NodePhase).flatMap((phase) =>
    typeof phase === 'number' ? [[`node ${phase}`, nodePhaseLook(phase)] as const] : [],
  ),
  ...Object.values(TaskPhase).flatMap((phase) =>
    typeof phase === 'number' ? [[`task ${phase}`, taskPhaseLook(phase)] as const] : [],
  ),
]

describe('phases', () => {
  test.each(all)('%s has a word, and a shape that is its own', (_name, look) => {
    expect(look.word).not.toMatch(/unknown/i)
    const others = all
      .map(([, other]) => other)
      .filter((other) => other.glyph === look.glyph && other.tone === look.tone)
    expect(new Set(others.map((other) => other.word)).size).toBeLessThanOrEqual(2)
  })

  test('a phase from the future is shown with its number', () => {
    expect(workflowPhaseLook(17)).toEqual({ word: 'Unknown (17)', glyph: 'unknown', tone: 'idle' })
  })
})
