// The time that is shown, and whether a dispute was one then.

import type { Day } from '../../data/documents'
import { type Filter, readDay, type Selection } from '../../data/filter'
import type { Graph } from '../../data/graph'
import type { Dispute } from '../../../geography/disputes'

export interface Span { from: Day; to: Day }

/** What the filter asks for; where it leaves an end open, the first or last day that the statements tell. */
export function findSpan(graph: Graph, selection: Selection, filter: Filter): Span {
  const { earliest, latest } = graph.tables.statements
  let from = filter.from ? readDay(filter.from) : null
  let to = filter.to ? readDay(filter.to) : null
  const [isFromOpen, isToOpen] = [from === null, to === null]
  for (const row of selection.statements) {
    const [first, last] = [earliest[row] ?? latest[row], latest[row] ?? earliest[row]]
    if (isFromOpen && first != null && (from === null || first < from)) from = first
    if (isToOpen && last != null && (to === null || last > to)) to = last
  }
  return { from, to }
}

export function isInForce(dispute: Pick<Dispute, 'since' | 'until'>, { from, to }: Span): boolean {
  const since = dispute.since === null ? null : firstDay(dispute.since)
  const until = dispute.until === null ? null : lastDay(dispute.until)
  return (since === null || to === null || since <= to) && (until === null || from === null || until >= from)
}

/** "2014", "2014-02" or "2014-02-27" as a day. */
function firstDay(told: string): Day {
  return readDay(`${told}-01-01`.slice(0, 10))
}

function lastDay(told: string): Day {
  const [year, month, day] = told.split('-').map(Number)
  if (day !== undefined) return readDay(told)
  const next = new Date(Date.UTC(month === undefined ? year! + 1 : year!, month ?? 0, 1))
  return Math.round(next.getTime() / 86_400_000) - 1
}
