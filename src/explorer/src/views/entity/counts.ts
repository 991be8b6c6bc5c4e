// How often: rows of statements in, counts by what they name and over time out; what no date tells is not placed.

import type { Day, Row } from '../../data/documents'
import { type Graph, NONE } from '../../data/graph'

export interface Count<V> { value: V; count: number }

/** Values by how many rows name them, each once a row; the commonest first, equals by value. */
export function countValues<V extends number | string>(rows: Row[], read: (row: Row) => Iterable<V>): Count<V>[] {
  const counts = new Map<V, number>()
  for (const row of rows) for (const value of new Set(read(row))) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}

/** Rows of a slot that are somebody. */
export function known(rows: Row[]): Row[] {
  return rows.filter((row) => row !== NONE)
}

export const UNITS = ['day', 'month', 'year'] as const
export type Unit = (typeof UNITS)[number]
export interface Bin {
  /** First and last day. */
  from: number
  to: number
  /** Rows whose days all lie in it. */
  sure: number
  /** Rows that may lie in it, but as well in another. */
  maybe: number
}
export interface Histogram { unit: Unit; bins: Bin[]; unplaced: number }

const MOST_BINS = 62
const DAY_MS = 86_400_000

/** Rows over time in days, months or years, the finest of at most 62 bins; a row without both ends is not placed. */
export function countOverTime(graph: Graph, rows: Row[]): Histogram {
  const { earliest, latest } = graph.tables.statements
  const spans: [number, number][] = []
  for (const row of rows) {
    const [from, to] = [earliest[row] as Day, latest[row] as Day]
    if (from !== null && to !== null && from <= to) spans.push([from, to])
  }
  const unplaced = rows.length - spans.length
  if (spans.length === 0) return { unit: 'month', bins: [], unplaced }
  let [first, last] = spans[0]!
  for (const [from, to] of spans) {
    first = Math.min(first, from)
    last = Math.max(last, to)
  }
  const unit = UNITS.find((one) => place(last, one) - place(first, one) < MOST_BINS) ?? 'year'
  const [low, high] = [place(first, unit), place(last, unit)]
  const bins: Bin[] = []
  for (let at = low; at <= high; at++) bins.push({ from: begin(at, unit), to: begin(at + 1, unit) - 1, sure: 0, maybe: 0 })
  for (const [from, to] of spans) {
    const [start, end] = [place(from, unit) - low, place(to, unit) - low]
    if (start === end) bins[start]!.sure++
    else for (let at = start; at <= end; at++) bins[at]!.maybe++
  }
  return { unit, bins, unplaced }
}

/** Which day, month or year, counted from 1970. */
function place(day: number, unit: Unit): number {
  if (unit === 'day') return day
  const moment = new Date(day * DAY_MS)
  const year = moment.getUTCFullYear() - 1970
  return unit === 'year' ? year : year * 12 + moment.getUTCMonth()
}

function begin(at: number, unit: Unit): number {
  if (unit === 'day') return at
  const moment = new Date(0)
  moment.setUTCFullYear(1970 + (unit === 'year' ? at : Math.floor(at / 12)), unit === 'year' ? 0 : ((at % 12) + 12) % 12, 1)
  return Math.round(moment.getTime() / DAY_MS)
}

/** A round step for an axis from 0 to `most` with at most `ticks` steps: 1, 2 or 5 times a power of ten. */
export function roundStep(most: number, ticks: number): number {
  const raw = Math.max(1, most / ticks)
  const power = 10 ** Math.floor(Math.log10(raw))
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= raw - 1e-9)!
}
