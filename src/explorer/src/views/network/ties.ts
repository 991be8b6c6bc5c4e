// Statements in; who did what to whom out, as ties between actors, one for a pair or one for each action of it.

import type { Code, Row } from '../../data/documents'
import { type Graph, NONE } from '../../data/graph'
import kindOfType from './kinds.json'

/** PLOVER's quad classes: material or verbal (M, V), conflict or cooperation (X, C); NN is neither. */
export const KINDS = ['MX', 'VX', 'MC', 'VC', 'NN'] as const
export type Kind = (typeof KINDS)[number]

/** Whether a statement says that it was done, that it is to be done, or that it was not. */
export const STANDINGS = ['done', 'planned', 'denied'] as const
export type Standing = (typeof STANDINGS)[number]

const PLANNED = new Set(['planned', 'intended', 'hypothetical', 'requested', 'threatened'])

export interface Tie {
  /** "3>14" for a pair; "3>14:2:done" for one action of it. */
  key: string
  pair: string
  from: Row
  to: Row
  /** The action, where the pair is split; NONE where several are folded. */
  type: Code
  kind: Kind
  standing: Standing
  rows: Row[]
}

export interface Ties {
  /** The strongest first. */
  ties: Tie[]
  /** Statements of each actor that has a tie: those it acts in or is acted upon in, each once. */
  counts: Map<Row, number>
  /** Statements that name no two different actors, so that no tie tells of them. */
  untied: number
}

export function readKind(graph: Graph, type: Code): Kind {
  const name = graph.code('type', type)
  return (name !== null && (kindOfType as Record<string, Kind>)[name]) || 'NN'
}

export function readStanding(graph: Graph, row: Row): Standing {
  const { statements } = graph.tables
  if (statements.negative[row] || graph.code('status', statements.status[row]!) === 'denied') return 'denied'
  const modality = graph.code('modality', statements.modality[row]!)
  return modality !== null && PLANNED.has(modality) ? 'planned' : 'done'
}

export function pairOf(from: Row, to: Row): string {
  return `${from}>${to}`
}

/** A statement with several actors or recipients counts in the tie of every pair of them. */
export function foldTies(graph: Graph, rows: Row[], standings: ReadonlySet<Standing>): Ties {
  const { statements, actors } = graph.tables
  const many = actors.key.length
  const pairs = new Map<number, Row[]>()
  const counts = new Map<Row, number>()
  const tied: Row[] = []
  let untied = 0
  for (const row of rows) {
    if (!standings.has(readStanding(graph, row))) continue
    let isTied = false
    const seen = new Set<number>()
    for (const from of statements.actors[row]!) {
      for (const to of statements.recipients[row]!) {
        const pair = from * many + to
        if (from === NONE || to === NONE || from === to || seen.has(pair)) continue
        seen.add(pair)
        isTied = true
        const found = pairs.get(pair)
        if (found) found.push(row)
        else pairs.set(pair, [row])
      }
    }
    if (isTied) tied.push(row)
    else untied++
  }
  const ties = [...pairs].map(([pair, found]) => makeTie(graph, Math.floor(pair / many), pair % many, found))
  ties.sort((a, b) => b.rows.length - a.rows.length || a.from - b.from || a.to - b.to)
  const isActor = new Set(ties.flatMap((tie) => [tie.from, tie.to]))
  for (const row of rows) {
    if (!standings.has(readStanding(graph, row))) continue
    for (const actor of new Set([...statements.actors[row]!, ...statements.recipients[row]!])) {
      if (isActor.has(actor)) counts.set(actor, (counts.get(actor) ?? 0) + 1)
    }
  }
  return { ties, counts, untied }
}

/** A tie in parts, one for each action and standing, the strongest first. */
export function splitTie(graph: Graph, tie: Tie): Tie[] {
  const parts = new Map<string, Row[]>()
  for (const row of tie.rows) {
    const key = `${tie.pair}:${graph.tables.statements.type[row]}:${readStanding(graph, row)}`
    const found = parts.get(key)
    if (found) found.push(row)
    else parts.set(key, [row])
  }
  return [...parts]
    .map(([key, rows]) => ({ ...makeTie(graph, tie.from, tie.to, rows), key, type: graph.tables.statements.type[rows[0]!]! }))
    .sort((a, b) => b.rows.length - a.rows.length || (a.key < b.key ? -1 : 1))
}

function makeTie(graph: Graph, from: Row, to: Row, rows: Row[]): Tie {
  const kinds = new Map<Kind, number>()
  const standings = new Set<Standing>()
  for (const row of rows) {
    const kind = readKind(graph, graph.tables.statements.type[row]!)
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    standings.add(readStanding(graph, row))
  }
  // The commonest kind; of two that are equally common the graver one, as KINDS has them.
  const kind = KINDS.reduce((best, one) => ((kinds.get(one) ?? 0) > (kinds.get(best) ?? 0) ? one : best))
  return {
    key: pairOf(from, to), pair: pairOf(from, to), from, to, type: NONE, kind, rows,
    standing: STANDINGS.find((one) => standings.has(one)) ?? 'done',
  }
}
