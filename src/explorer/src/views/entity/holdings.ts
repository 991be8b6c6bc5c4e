// Who is said to hold a place: control states in, lanes of bars by whose word it is out, ends open where they are.

import type { Day, Row } from '../../data/documents'
import { type Graph, NONE } from '../../data/graph'

export interface Bar {
  state: Row
  /** First and last day on which it may have begun; `from` null: it may have begun at any time before. */
  from: Day
  sure: number
  /** The day before the same side says otherwise; null: it has not. */
  to: Day
  isNegative: boolean
  isContest: boolean
}
/** All that a side says; bars of a track do not overlap. */
export interface Lane { side: number; tracks: Bar[][] }
export interface Holdings { lanes: Lane[]; first: number; last: number; undated: Row[] }

/**
 * @param passes whether a statement is selected; a state is shown when one of its statements is
 */
export function layHoldings(graph: Graph, place: Row, passes: (row: Row) => boolean): Holdings {
  const { states } = graph.tables
  const contest = graph.findCode('mode', 'contest')
  const bars = new Map<number, Bar[]>()
  const undated: Row[] = []
  let [first, last] = [Infinity, -Infinity]
  states.place.forEach((where, state) => {
    if (where !== place || !states.statements[state]!.some(passes)) return
    const [from, latest, until] = [states.earliest[state]!, states.latest[state]!, states.until[state]!]
    const sure = latest ?? from
    if (sure === null) {
      undated.push(state)
      return
    }
    const to = until === null ? null : Math.max(until - 1, sure)
    first = Math.min(first, from ?? sure)
    last = Math.max(last, sure, to ?? sure)
    const isContest = states.mode[state] !== NONE && states.mode[state] === contest
    const bar = { state, from, sure, to, isNegative: states.negative[state] === 1, isContest }
    const side = states.side[state]!
    bars.set(side, [...(bars.get(side) ?? []), bar])
  })
  const lanes = [...bars].map(([side, all]) => ({ side, tracks: stack(all) }))
  const size = (lane: Lane) => lane.tracks.reduce((sum, track) => sum + track.length, 0)
  lanes.sort((a, b) => size(b) - size(a) || a.side - b.side)
  return { lanes, first, last, undated }
}

/** Bars in as few tracks as hold them without overlap, from the earliest on. */
function stack(bars: Bar[]): Bar[][] {
  const begin = (bar: Bar) => bar.from ?? -Infinity
  const end = (bar: Bar) => bar.to ?? Infinity
  const tracks: Bar[][] = []
  for (const bar of [...bars].sort((a, b) => (begin(a) < begin(b) ? -1 : begin(a) > begin(b) ? 1 : a.sure - b.sure || a.state - b.state))) {
    const free = tracks.find((track) => end(track.at(-1)!) < begin(bar))
    if (free) free.push(bar)
    else tracks.push([bar])
  }
  return tracks
}
