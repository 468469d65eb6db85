import type { PhaseLook } from '../../domain/phases'
import { Badge } from '../ui/badge'
import { PhaseGlyph } from '../ui/phase-glyph'

export interface PhaseBadgeProps {
  readonly look: PhaseLook
  readonly size?: 'md' | 'lg'
}

/** A phase in a header or a graph. */
export function PhaseBadge({ look, size = 'md' }: PhaseBadgeProps) {
  return (
    <Badge tone={look.tone} size={size} glyph={<PhaseGlyph glyph={look.glyph} tone={look.tone} />}>
      {look.word}
    </Badge>
  )
}
