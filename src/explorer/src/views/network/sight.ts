// Ties, what the reader opened and closed, and a limit in; the actors and ties to draw out.

import type { Row } from '../../data/documents'
import type { Tie } from './ties'

export interface Asked {
  /** The actor whose neighbourhood is shown; null for everybody. */
  focus: Row | null
  /** Actors whose neighbours are shown as well. */
  open: ReadonlySet<Row>
  /** Actors whose neighbours are folded away, where nobody else has them. */
  shut: ReadonlySet<Row>
  /** Ties that are drawn at most, the strongest first. */
  limit: number
}

export interface Sight {
  actors: Row[]
  ties: Tie[]
  /** Ties between actors in sight and out of it that the limit left out. */
  beyond: number
  /** How many neighbours of each actor are out of sight. */
  hidden: Map<Row, number>
}

export function findSight(ties: Tie[], asked: Asked): Sight {
  const neighbours = listNeighbours(ties)
  const wanted = asked.focus === null ? null : reach(neighbours, asked.focus, asked)
  const among = wanted ? ties.filter((tie) => wanted.has(tie.from) && wanted.has(tie.to)) : ties
  const kept = among.slice(0, asked.limit)
  const folded = asked.focus === null ? findFolded(listNeighbours(kept), asked.shut) : new Set<Row>()
  const shown = kept.filter((tie) => !folded.has(tie.from) && !folded.has(tie.to))
  const actors = new Set(shown.flatMap((tie) => [tie.from, tie.to]))
  for (const row of asked.shut) if (neighbours.has(row) && !folded.has(row) && asked.focus === null) actors.add(row)
  if (asked.focus !== null) actors.add(asked.focus)
  const hidden = new Map<Row, number>()
  for (const row of actors) {
    let count = 0
    for (const other of neighbours.get(row) ?? []) if (!actors.has(other)) count++
    if (count > 0) hidden.set(row, count)
  }
  return { actors: [...actors].sort((a, b) => a - b), ties: shown, beyond: among.length - kept.length, hidden }
}

export function listNeighbours(ties: Tie[]): Map<Row, Set<Row>> {
  const found = new Map<Row, Set<Row>>()
  const add = (row: Row, other: Row) => {
    const others = found.get(row)
    if (others) others.add(other)
    else found.set(row, new Set([other]))
  }
  for (const tie of ties) {
    add(tie.from, tie.to)
    add(tie.to, tie.from)
  }
  return found
}

/** An actor and its neighbours, and theirs wherever one of those is open. */
function reach(neighbours: Map<Row, Set<Row>>, focus: Row, { open, shut }: Asked): Set<Row> {
  const found = new Set([focus])
  const waiting = [focus]
  for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
    if (shut.has(row) || (row !== focus && !open.has(row))) continue
    for (const other of neighbours.get(row) ?? []) {
      if (found.has(other)) continue
      found.add(other)
      waiting.push(other)
    }
  }
  return found
}

/** Those whose neighbours are all shut, unless they are shut themselves. */
function findFolded(neighbours: Map<Row, Set<Row>>, shut: ReadonlySet<Row>): Set<Row> {
  const found = new Set<Row>()
  if (shut.size === 0) return found
  for (const [row, others] of neighbours) {
    if (!shut.has(row) && [...others].every((other) => shut.has(other))) found.add(row)
  }
  return found
}
