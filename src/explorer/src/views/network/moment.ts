// A tie and a day in; how much of it may have happened by then, and how lately, out.

import type { Day, Row } from '../../data/documents'
import type { Graph } from '../../data/graph'
import type { Span } from '../timeline/scale'
import type { Tie } from './ties'

/**
 * How far a statement is true of the time up to a day, from 0 to 1. Where only an interval is known it comes in little
 * by little from the first of its days to the last; one that says "by" a day is there from that day on, one that says
 * "since" a day half there, since it may have happened later. Without any day it is never there.
 */
export function measurePresence(earliest: Day, latest: Day, day: number): number {
  if (latest === null) return earliest !== null && earliest <= day ? 0.5 : 0
  if (latest <= day) return 1
  if (earliest === null || earliest > day) return 0
  return (day - earliest + 1) / (latest - earliest + 1)
}

export interface Moment {
  /** Statements by that day, those in parts counted in parts. */
  count: number
  /** From 1 on the day to 0 when nothing more was told for as long as a memory lasts. */
  freshness: number
}

/** Statements of a tie in the order of time, so that a moment is found without a look at all of them. */
export interface Course { days: Float64Array; loose: Row[]; rows: number }

export function makeCourse(graph: Graph, tie: Tie): Course {
  const { earliest, latest } = graph.tables.statements
  const known: number[] = []
  const loose: Row[] = []
  for (const row of tie.rows) {
    const [start, end] = [earliest[row] ?? null, latest[row] ?? null]
    if (end !== null && (start === null || start === end)) known.push(end)
    else if (start !== null) loose.push(row)
  }
  return { days: Float64Array.from(known).sort(), loose, rows: tie.rows.length }
}

export function findMoment(graph: Graph, course: Course, day: number, memory: number): Moment {
  const { earliest, latest } = graph.tables.statements
  const { days } = course
  let [low, high] = [0, days.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (days[middle]! <= day) low = middle + 1
    else high = middle
  }
  let count = low
  let last = low > 0 ? days[low - 1]! : -Infinity
  for (const row of course.loose) {
    const present = measurePresence(earliest[row]!, latest[row]!, day)
    if (present === 0) continue
    count += present
    last = Math.max(last, Math.min(day, latest[row] ?? earliest[row]!))
  }
  return { count, freshness: count === 0 ? 0 : Math.max(0, 1 - (day - last) / memory) }
}

/** Statements that a moment never shows, for want of a day. */
export function countUndated(graph: Graph, ties: Tie[]): number {
  const { earliest, latest } = graph.tables.statements
  const rows = new Set(ties.flatMap((tie) => tie.rows))
  let count = 0
  for (const row of rows) if (earliest[row] === null && latest[row] === null) count++
  return count
}

/** How long a tie stays fresh: a tenth of the time that is played. */
export function findMemory(span: Span): number {
  return Math.max(1, Math.round((span.to - span.from) / 10))
}
