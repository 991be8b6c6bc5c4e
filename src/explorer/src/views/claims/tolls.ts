// Numbers that claims give in, intervals on one axis for each kind and unit out.

import type { Code, Row } from '../../data/documents'
import { type Graph, NONE } from '../../data/graph'
import type { Note } from './claims-of'

export interface Toll {
  claim: Row
  low: number | null
  high: number | null
  isApproximate: boolean
  /** Claims of the same chart that this one updates. */
  updates: Row[]
}

export interface TollChart {
  kind: Code
  unit: Code
  /** The end of the axis, which begins at nought. */
  max: number
  ticks: number[]
  tolls: Toll[]
}

/** Where a toll is drawn, as shares of the axis; an end that the words leave open is drawn to the end of the axis. */
export interface Span { from: number; to: number; isOpenLow: boolean; isOpenHigh: boolean }

/** A chart for each kind and unit that one of the claims counts in, of most numbers first; claims in the order given. */
export function chartTolls(graph: Graph, claims: readonly Row[], notes: readonly Note[]): TollChart[] {
  const { tolls } = graph.tables
  const charts = new Map<string, TollChart>()
  for (const claim of claims) {
    for (const toll of graph.tollsOf[claim]!) {
      const [kind, unit, low, high] = [tolls.kind[toll]!, tolls.unit[toll]!, tolls.low[toll]!, tolls.high[toll]!]
      if (low === null && high === null) continue
      const key = `${kind} ${unit}`
      const chart = charts.get(key) ?? { kind, unit, max: 0, ticks: [], tolls: [] }
      const name = kind === NONE ? null : graph.code('toll', kind)
      const updates = notes
        .filter((note) => note.kind === 'updates' && note.slot === name && note.first === claim)
        .map((note) => note.second)
      chart.tolls.push({ claim, low, high, isApproximate: tolls.approximate[toll] === 1, updates })
      charts.set(key, chart)
    }
  }
  for (const chart of charts.values()) {
    const most = Math.max(...chart.tolls.flatMap(({ low, high }) => [low ?? 0, high ?? 0]))
    // An open end needs room beyond the bound that is known.
    const isOpen = chart.tolls.some(({ low, high }) => high === null && (low ?? 0) > most * 0.85)
    chart.ticks = listTicks(isOpen ? most * 1.2 : most)
    chart.max = chart.ticks[chart.ticks.length - 1]!
  }
  return [...charts.values()].sort((a, b) => b.tolls.length - a.tolls.length || a.kind - b.kind || a.unit - b.unit)
}

const STEPS = 4

/** Round numbers from nought to the first that is not below `most`, some five of them. */
export function listTicks(most: number): number[] {
  if (most <= 0) return [0, 1]
  const rough = most / STEPS
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough * (1 - 1e-9))!
  const count = Math.ceil(most / step - 1e-9)
  return Array.from({ length: count + 1 }, (_, at) => Number((at * step).toPrecision(12)))
}

export function placeToll({ low, high }: Pick<Toll, 'low' | 'high'>, max: number): Span {
  return {
    from: (low ?? 0) / max,
    to: high === null ? 1 : high / max,
    isOpenLow: low === null,
    isOpenHigh: high === null,
  }
}
