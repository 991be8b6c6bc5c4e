// How large an actor or a tie is drawn, and in which colour actors are.

import type { Code, Row } from '../../data/documents'
import { type Graph, NONE } from '../../data/graph'
import { t } from '../../i18n'
import { labelCode, labelSide } from '../../i18n/labels'
import { groupByColour, nameGroup } from '../../parts/categories'
import { colourCodes, rankColours } from '../../parts/colour'
import type { Tie } from './ties'

export const COLOURED = ['side', 'sector'] as const
export type Coloured = (typeof COLOURED)[number]

/** Pixels across; a hollow line needs room for what is not in it. */
export function tieSize(tie: Tie): number {
  return Math.max(tie.standing === 'denied' ? 5 : 1.4, Math.min(8, 0.8 + 0.6 * Math.sqrt(tie.rows.length)))
}

/** Radius in pixels, so that areas compare. */
export function actorSize(count: number, most: number): number {
  return 3.5 + 14.5 * Math.sqrt(count / Math.max(1, most))
}

export interface ActorGroup { name: string; colour: string; count: number }

/** Colours of actors, the same whatever the filter is; a side has the one that it has in all views. */
export interface ActorGroups { of: (row: Row) => Code; colour: (row: Row) => string; legend: (rows: Row[]) => ActorGroup[] }

export function makeActorGroups(graph: Graph, by: Coloured): ActorGroups {
  const codes = graph.tables.actors[by]
  const colour = by === 'side' ? colourCodes(graph, 'side') : rankColours(countSectors(graph))
  const name = (code: Code) => {
    if (by === 'side') return labelSide(graph.code('side', code))
    return code === NONE ? t('network.sector.none') : labelCode(graph, 'sector', code)
  }
  return {
    of: (row) => codes[row]!,
    colour: (row) => colour(codes[row]!),
    legend: (rows) => {
      const counts = new Map<Code, number>()
      for (const row of rows) counts.set(codes[row]!, (counts.get(codes[row]!) ?? 0) + 1)
      const ranked = [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || a - b)
      return groupByColour(ranked, colour).map((group) => ({
        name: nameGroup(group, name), colour: group.colour, count: group.codes.reduce((sum, code) => sum + counts.get(code)!, 0),
      }))
    },
  }
}

function countSectors(graph: Graph): number[] {
  const { actors, statements, codes } = graph.tables
  const counts = codes.sector.map(() => 0)
  for (const rows of [statements.actors, statements.recipients]) {
    for (const each of rows) for (const row of each) if (row !== NONE && actors.sector[row] !== NONE) counts[actors.sector[row]!]!++
  }
  return counts
}
