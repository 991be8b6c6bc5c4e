// Statements and bins in; how many fall into each bin out, told apart by how surely they do.

import type { Row } from '../../data/documents'
import type { Graph } from '../../data/graph'
import { type Bins, findBin, type Span } from './scale'

/**
 * Counts by category and bin, at `category * bins + bin`.
 *
 * A statement whose days all lie in one bin is `sure` there. One whose interval is wider counts 1 in all: every bin has
 * the `shared` part of it that its days make up. Of one with an open end the bin of the known end tells `open`.
 */
export interface Density {
  bins: Bins
  size: number
  categories: number
  sure: Float64Array
  shared: Float64Array
  open: Float64Array
  /** Statements whose interval touches the bin and goes beyond it, each counted as one in every bin; by bin alone. */
  touching: Uint32Array
}

export function countDensity(graph: Graph, rows: Row[], bins: Bins, categoryOf: (row: Row) => number, categories: number): Density {
  const { earliest, latest } = graph.tables.statements
  const { edges } = bins
  const size = edges.length - 1
  const made = () => new Float64Array(size * categories)
  const density: Density = {
    bins, size, categories, sure: made(), shared: made(), open: made(), touching: new Uint32Array(size),
  }
  for (const row of rows) {
    const [start, end] = [earliest[row] ?? null, latest[row] ?? null]
    if (start === null && end === null) continue
    const base = categoryOf(row) * size
    if (start === null || end === null) {
      const bin = findBin(bins, (start ?? end)!)
      if (bin >= 0 && bin < size) density.open[base + bin]!++
      continue
    }
    const [first, last] = [findBin(bins, start), findBin(bins, end)]
    if (first === last) {
      if (first >= 0 && first < size) density.sure[base + first]!++
      continue
    }
    const days = end - start + 1
    for (let bin = Math.max(0, first); bin <= Math.min(size - 1, last); bin++) {
      const inside = Math.min(end + 1, edges[bin + 1]!) - Math.max(start, edges[bin]!)
      density.shared[base + bin]! += inside / days
      density.touching[bin]!++
    }
  }
  return density
}

/** What a bin holds over all categories. */
export function sumBin(density: Density, bin: number): { sure: number; shared: number; open: number } {
  const sum = { sure: 0, shared: 0, open: 0 }
  for (let at = bin; at < density.size * density.categories; at += density.size) {
    sum.sure += density.sure[at]!
    sum.shared += density.shared[at]!
    sum.open += density.open[at]!
  }
  return sum
}

/** The highest bin. */
export function findPeak(density: Density): number {
  let peak = 0
  for (let bin = 0; bin < density.size; bin++) {
    const { sure, shared, open } = sumBin(density, bin)
    peak = Math.max(peak, sure + shared + open)
  }
  return peak
}

/** Statements that a bin counts in any of the three ways. */
export function listBin(graph: Graph, rows: Row[], bins: Bins, bin: number): Row[] {
  const { earliest, latest } = graph.tables.statements
  const [from, to] = [bins.edges[bin]!, bins.edges[bin + 1]! - 1]
  return rows.filter((row) => {
    const [start, end] = [earliest[row] ?? null, latest[row] ?? null]
    if (start === null && end === null) return false
    const [first, last] = [(start ?? end)!, (end ?? start)!]
    return first <= to && last >= from
  })
}

/** Days from the first to the last, and how many statements lie outside of them. */
export interface Extent extends Span { before: number; after: number }

const TAIL = 0.01
const TOO_LONG = 2

/**
 * The days that statements tell of. A few that lie far off ("in 1991") would press all others into a corner, so with
 * `isWhole` false a hundredth at either end is left out where that halves the span, and counted.
 */
export function findExtent(graph: Graph, rows: Row[], isWhole: boolean): Extent | null {
  const { earliest, latest } = graph.tables.statements
  const dated = rows.filter((row) => earliest[row] !== null || latest[row] !== null)
  if (dated.length === 0) return null
  const starts = Float64Array.from(dated, (row) => (earliest[row] ?? latest[row])!).sort()
  const ends = Float64Array.from(dated, (row) => (latest[row] ?? earliest[row])!).sort()
  const whole = { from: starts[0]!, to: ends[ends.length - 1]!, before: 0, after: 0 }
  const tail = Math.floor(dated.length * TAIL)
  const cut = { from: starts[tail]!, to: Math.max(starts[tail]!, ends[ends.length - 1 - tail]!) }
  if (isWhole || tail === 0 || whole.to - whole.from + 1 < TOO_LONG * (cut.to - cut.from + 1)) return whole
  return {
    ...cut,
    before: ends.findIndex((end) => end >= cut.from),
    after: starts.length - 1 - starts.findLastIndex((start) => start <= cut.to),
  }
}
