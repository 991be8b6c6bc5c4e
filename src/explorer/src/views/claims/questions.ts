// A selection in, the events on which its statements disagree out, those first on which most sides stand against others.

import type { Code, Row } from '../../data/documents'
import type { Selection } from '../../data/filter'
import { type Graph, NONE } from '../../data/graph'

export interface Question {
  event: Row
  /** What is in dispute: codes of slots, each once. */
  slots: Code[]
  /** Pairs of different sides of which one contradicts the other. */
  opposed: number
  /** Pairs of statements that contradict each other. */
  pairs: number
}

/** Events with at least one contradiction between two selected statements, of which one at least tells of the event. */
export function listQuestions(graph: Graph, selection: Selection): Question[] {
  const { links, statements, events } = graph.tables
  const contradicts = graph.findCode('link', 'contradicts')
  const found = new Map<Row, { slots: Set<Code>; sides: Set<string>; pairs: number }>()
  links.kind.forEach((kind, link) => {
    const [first, second] = [links.first[link]!, links.second[link]!]
    if (kind !== contradicts || !selection.hasStatement[first] || !selection.hasStatement[second]) return
    for (const event of new Set([statements.event[first]!, statements.event[second]!])) {
      if (event === NONE) continue
      const one = found.get(event) ?? { slots: new Set(), sides: new Set(), pairs: 0 }
      one.pairs++
      if (links.slot[link] !== NONE) one.slots.add(links.slot[link]!)
      const [a, b] = [statements.side[first]!, statements.side[second]!]
      if (a !== b) one.sides.add(a < b ? `${a} ${b}` : `${b} ${a}`)
      found.set(event, one)
    }
  })
  return [...found]
    .map(([event, { slots, sides, pairs }]) => ({
      event, pairs, slots: [...slots].sort((a, b) => a - b), opposed: sides.size,
    }))
    .sort(
      (a, b) =>
        b.opposed - a.opposed ||
        b.slots.length - a.slots.length ||
        events.sources[b.event]! - events.sources[a.event]! ||
        b.pairs - a.pairs ||
        a.event - b.event,
    )
}
