// Actors in; the side that each belongs to out, as far as the graph tells.

import type { Code } from '../../data/documents'
import { type Graph, NONE } from '../../data/graph'

const SPEAKS_FOR_STATE = new Set(['GOV', 'MIL', 'COP', 'SPY', 'JUD', 'LEG'])
const found = new WeakMap<Graph, Code[]>()

/**
 * The side whose word an actor's statements mostly are; of one that says nothing its own, where it is a side itself,
 * or its country's, where it is a state or an organ of one.
 */
export function findActorSides(graph: Graph): Code[] {
  let sides = found.get(graph)
  if (!sides) found.set(graph, (sides = read(graph)))
  return sides
}

function read(graph: Graph): Code[] {
  const { actors, statements, codes } = graph.tables
  const said = new Map<number, Map<Code, number>>()
  statements.claimants.forEach((chain, row) => {
    const [speaker, side] = [chain[chain.length - 1], statements.side[row]!]
    if (speaker === undefined || speaker === NONE || side === NONE) return
    const counts = said.get(speaker) ?? new Map<Code, number>()
    counts.set(side, (counts.get(side) ?? 0) + 1)
    said.set(speaker, counts)
  })
  const sideOf = new Map(codes.side.map((side, code) => [side, code]))
  return actors.key.map((key, row) => {
    const counts = said.get(row)
    if (counts) return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]![0]
    const own = sideOf.get(key) ?? sideOf.get(key.replace(/^actor\//, ''))
    if (own !== undefined) return own
    const isState = graph.code('kind', actors.kind[row]!) === 'state' || SPEAKS_FOR_STATE.has(graph.code('sector', actors.sector[row]!) ?? '')
    return (isState ? sideOf.get(graph.code('country', actors.country[row]!) ?? '') : undefined) ?? NONE
  })
}
