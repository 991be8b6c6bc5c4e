// Spots and a zoom in, groups of spots that would lie on each other out.

import type { Row } from '../../data/documents'
import { boxAround, type Box } from './camera'
import type { Spot } from './gather'

export interface Cluster {
  /** The place of its commonest member. */
  x: number
  y: number
  members: Spot[]
  /** Statements, each once. */
  rows: Row[]
  box: Box
}

/** Pixels: spots nearer than that to a commoner one join it. */
const REACH = 34

/**
 * The commonest spot gathers those around it, then the next one; so the same spots give the same groups wherever the
 * reader looks. `size` is how many statements the graph has.
 */
export function cluster(spots: Spot[], scale: number, size: number, reach = REACH): Cluster[] {
  const cell = reach / scale
  const grid = new Map<number, Spot[]>()
  const across = Math.ceil(1 / cell) + 1
  const nameCell = (x: number, y: number) => Math.floor(y / cell) * across + Math.floor(x / cell)
  for (const spot of spots) {
    const key = nameCell(spot.x, spot.y)
    const found = grid.get(key)
    if (found) found.push(spot)
    else grid.set(key, [spot])
  }
  const ranked = [...spots].sort((a, b) => b.rows.length - a.rows.length || a.place - b.place)
  const isTaken = new Set<Spot>()
  const seen = new Uint32Array(size)
  const clusters: Cluster[] = []
  for (const spot of ranked) {
    if (isTaken.has(spot)) continue
    isTaken.add(spot)
    const members = [spot]
    for (let down = -1; down <= 1; down++) {
      for (let right = -1; right <= 1; right++) {
        for (const other of grid.get(nameCell(spot.x + right * cell, spot.y + down * cell)) ?? []) {
          if (isTaken.has(other) || Math.hypot(other.x - spot.x, other.y - spot.y) > cell) continue
          isTaken.add(other)
          members.push(other)
        }
      }
    }
    clusters.push({
      x: spot.x,
      y: spot.y,
      members,
      rows: members.length === 1 ? spot.rows : unite(members, seen, clusters.length + 1),
      box: boxAround(members.map(({ x, y }): Box => [x, y, x, y]))!,
    })
  }
  return clusters
}

function unite(members: Spot[], seen: Uint32Array, round: number): Row[] {
  const rows: Row[] = []
  for (const { rows: told } of members) {
    for (const row of told) {
      if (seen[row] === round) continue
      seen[row] = round
      rows.push(row)
    }
  }
  return rows
}
