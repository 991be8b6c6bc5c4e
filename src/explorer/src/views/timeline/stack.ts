// Statements of a lane and the axis in; marks with places along it and rows above one another out, none hiding another.

import type { Row } from '../../data/documents'
import type { Graph } from '../../data/graph'
import { place, type Span } from './scale'

/** Pixels of a day's dot, and of what fades out where a bound is open. */
export const DOT = 7
export const FADE = 34
const GAP = 2

/**
 * A day is a dot; more days are a bar from the first to the last; an open bound fades out from the one that is known.
 * `cut` bounds are known and lie beyond the axis.
 */
export interface Mark {
  row: Row
  level: number
  start: number
  end: number
  isDay: boolean
  first: 'known' | 'open' | 'cut'
  last: 'known' | 'open' | 'cut'
}

/**
 * Statements "by" a day after the time shown or "since" one before it: they may have happened in it, and nothing says
 * where, so that they are told by number.
 */
export function listLoose(graph: Graph, rows: Row[], span: Span): Row[] {
  const { earliest, latest } = graph.tables.statements
  return rows.filter((row) => {
    const [start, end] = [earliest[row] ?? null, latest[row] ?? null]
    return start === null ? end !== null && end > span.to : end === null && start < span.from
  })
}

/**
 * Marks in the order of their start, on the lowest free level each.
 *
 * @returns null where more than `levels` would be needed, which a density tells better
 */
export function stackMarks(graph: Graph, rows: Row[], span: Span, width: number, levels: number): Mark[] | null {
  // Every mark takes this much at least, so too many rows need no trying.
  if (rows.length * (DOT + GAP) > (width + 2 * FADE) * levels) return null
  const marks = rows.map((row) => makeMark(graph, row, span, width)).filter((mark) => mark !== null)
  marks.sort((a, b) => a.start - b.start || a.end - b.end || a.row - b.row)
  const ends: number[] = []
  for (const mark of marks) {
    let level = ends.findIndex((end) => end + GAP <= mark.start)
    if (level < 0) level = ends.push(0) - 1
    if (level >= levels) return null
    ends[level] = mark.end
    mark.level = level
  }
  return marks
}

function makeMark(graph: Graph, row: Row, span: Span, width: number): Mark | null {
  const { statements } = graph.tables
  const [earliest, latest] = [statements.earliest[row] ?? null, statements.latest[row] ?? null]
  if (earliest === null && latest === null) return null
  const known = (earliest ?? latest)!
  if (known > span.to && earliest !== null) return null
  if ((latest ?? known) < span.from && latest !== null) return null
  const at = (day: number) => place(span, width, day)
  const base = { row, level: 0 }
  if (earliest !== null && earliest === latest) {
    const middle = at(earliest + 0.5)
    return { ...base, start: middle - DOT / 2, end: middle + DOT / 2, isDay: true, first: 'known', last: 'known' }
  }
  if (earliest === null) {
    const end = at(Math.min(latest!, span.to) + 1)
    return { ...base, start: end - FADE, end, isDay: false, first: 'open', last: latest! > span.to ? 'cut' : 'known' }
  }
  if (latest === null) {
    const start = at(Math.max(earliest, span.from))
    return { ...base, start, end: start + FADE, isDay: false, first: earliest < span.from ? 'cut' : 'known', last: 'open' }
  }
  const start = at(Math.max(earliest, span.from))
  return {
    ...base,
    start,
    end: Math.max(start + DOT, at(Math.min(latest, span.to) + 1)),
    isDay: false,
    first: earliest < span.from ? 'cut' : 'known',
    last: latest > span.to ? 'cut' : 'known',
  }
}
