import { type LucideIcon, Play, Rocket, SquareFunction, Workflow } from 'lucide-react'
import type { GoToTarget } from '../../domain/go-to'

/** The icon of each kind of thing, the same everywhere. */
export const KIND_ICONS: Readonly<Record<GoToTarget['kind'], LucideIcon>> = {
  execution: Play,
  workflow: Workflow,
  task: SquareFunction,
  launchPlan: Rocket,
}
