import type { TrendSlice } from '../../domain/project-trend'
import { formatDuration } from '../../domain/times'
import { usePreferences } from '../../components/layout/preferences'
import { axisStart, sliceWords } from './slice-words'
import styles from './trend-chart.module.css'

export interface TrendChartProps {
  readonly slices: readonly TrendSlice[]
  /** runs: how many began, and how many of them failed; durations: the median as a line, up to the 95th percentile as a band. */
  readonly show: 'runs' | 'durations'
  readonly label: string
}

const STEP = 10
const BAR = 8
const HEIGHT = 64

/** A small chart over time. Each slice tells its numbers on hover; the numbers above it say the sum for everybody. */
export function TrendChart({ slices, show, label }: TrendChartProps) {
  const { timeZone } = usePreferences()
  const from = slices[0]?.from ?? 0
  const to = slices.at(-1)?.to ?? 0
  const width = slices.length * STEP
  return (
    <figure className={styles.chart} aria-label={label}>
      <svg viewBox={`0 0 ${width} ${HEIGHT}`} preserveAspectRatio="none" role="presentation">
        {show === 'runs' ? <Bars slices={slices} /> : <Band slices={slices} />}
        <line className={styles.base} x1="0" y1={HEIGHT} x2={width} y2={HEIGHT} />
        {slices.map((slice, index) => (
          <rect
            key={slice.from}
            className={styles.hit}
            x={index * STEP}
            y="0"
            width={STEP}
            height={HEIGHT}
            data-tooltip={`${sliceWords(slice.from, slice.to, to, timeZone)}\n${numbersOf(slice, show)}`}
          />
        ))}
      </svg>
      <div className={styles.marks} aria-hidden="true">
        <span>{axisStart(from, to, timeZone)}</span>
        <span>now</span>
      </div>
    </figure>
  )
}

function numbersOf({ total, failed, median, p95 }: TrendSlice, show: TrendChartProps['show']): string {
  if (show === 'runs') return total === 0 ? 'nothing began' : `${total} began, ${failed} failed`
  if (median === undefined || p95 === undefined) return 'nothing succeeded'
  return `median ${formatDuration(median)}, 95 % under ${formatDuration(p95)}`
}

function Bars({ slices }: { readonly slices: readonly TrendSlice[] }) {
  const highest = Math.max(1, ...slices.map(({ total }) => total))
  return slices.map(({ from, total, failed }, index) => {
    const all = (total / highest) * (HEIGHT - 4)
    // One failure among hundreds must be seen.
    const red = failed === 0 ? 0 : Math.max(2.5, (failed / highest) * (HEIGHT - 4))
    const x = index * STEP + (STEP - BAR) / 2
    return (
      <g key={from}>
        <rect className={styles.bar} x={x} y={HEIGHT - all} width={BAR} height={Math.max(0, all - red)} />
        <rect className={styles.failed} x={x} y={HEIGHT - red} width={BAR} height={red} />
      </g>
    )
  })
}

function Band({ slices }: { readonly slices: readonly TrendSlice[] }) {
  const points = slices.flatMap(({ median, p95 }, index) =>
    median === undefined || p95 === undefined ? [] : [{ x: index * STEP + STEP / 2, median, p95 }],
  )
  const highest = Math.max(1, ...points.map(({ p95 }) => p95))
  const y = (value: number) => HEIGHT - 2 - (value / highest) * (HEIGHT - 8)
  const [only] = points
  if (points.length === 1 && only)
    return <path className={styles.line} d={`M${only.x - STEP / 2} ${y(only.median)}h${STEP}`} />
  const line = points.map(({ x, median }) => `${x} ${y(median)}`)
  const top = points.map(({ x, p95 }) => `${x} ${y(p95)}`).reverse()
  if (line.length === 0) return null
  return (
    <>
      <path className={styles.band} d={`M${[...line, ...top].join('L')}Z`} />
      <path className={styles.line} d={`M${line.join('L')}`} />
    </>
  )
}
