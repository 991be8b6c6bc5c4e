// How an actor or a tie looks: what its kind, side and numbers make of it.

import type { Code, Row } from '../../data/documents'
import { type Graph, NONE } from '../../data/graph'
import { t } from '../../i18n'
import { labelCode, labelSide } from '../../i18n/labels'
import { HUES, rankColours } from '../../parts/colour'
import type { Line } from './edge-program'
import type { Kind, Standing, Tie } from './ties'

export const COLOURED = ['side', 'sector'] as const
export type Coloured = (typeof COLOURED)[number]

/** Hostile and cooperative differ in colour, deeds and words in texture. */
export const KIND_COLOURS: Record<Kind, string> = {
  MX: 'var(--error)', VX: 'var(--error)', MC: 'var(--good)', VC: 'var(--good)', NN: 'var(--line-strong)',
}

export function lineOf(kind: Kind, standing: Standing): Line {
  if (standing !== 'done') return standing === 'denied' ? 'hollow' : 'dashed'
  return kind === 'VX' || kind === 'VC' ? 'dotted' : 'solid'
}

/** Pixels across; a hollow line needs room for what is not in it. */
export function tieSize(tie: Tie): number {
  return Math.max(tie.standing === 'denied' ? 5 : 1.4, Math.min(8, 0.8 + 0.6 * Math.sqrt(tie.rows.length)))
}

/** Radius in pixels, so that areas compare. */
export function actorSize(count: number, most: number): number {
  return 3.5 + 14.5 * Math.sqrt(count / Math.max(1, most))
}

export interface ActorGroup { name: string; colour: string; count: number }

/** Colours of actors, the same whatever the filter is: the commonest groups one by one, the others together. */
export interface ActorGroups { of: (row: Row) => Code; colour: (row: Row) => string; legend: (rows: Row[]) => ActorGroup[] }

export function makeActorGroups(graph: Graph, by: Coloured): ActorGroups {
  const codes = graph.tables.actors[by]
  const counts = new Array<number>(graph.tables.codes[by].length).fill(0)
  for (const rows of [graph.tables.statements.actors, graph.tables.statements.recipients]) {
    for (const each of rows) for (const row of each) if (row !== NONE && codes[row] !== NONE) counts[codes[row]!]!++
  }
  const colourOf = rankColours(counts)
  const name = (code: Code) => {
    if (by === 'side') return labelSide(graph.code('side', code))
    return code === NONE ? t('network.sector.none') : labelCode(graph, 'sector', code)
  }
  const ranked = counts.map((_, code) => code).sort((a, b) => counts[b]! - counts[a]! || a - b)
  return {
    of: (row) => codes[row]!,
    colour: (row) => colourOf(codes[row]!),
    legend: (rows) => {
      const found = new Map<Code, number>()
      for (const row of rows) found.set(codes[row]!, (found.get(codes[row]!) ?? 0) + 1)
      const list = ranked.slice(0, HUES).filter((code) => found.has(code)).map((code) => ({ name: name(code), colour: colourOf(code), count: found.get(code)! }))
      const others = ranked.slice(HUES).filter((code) => found.has(code))
      if (others.length > 0) {
        const count = others.reduce((sum, code) => sum + found.get(code)!, 0)
        list.push({ name: t('chart.others', { n: others.length }), colour: 'var(--hue-other)', count })
      }
      if (found.has(NONE)) list.push({ name: name(NONE), colour: 'var(--hue-none)', count: found.get(NONE)! })
      return list
    },
  }
}
