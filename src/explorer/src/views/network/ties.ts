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
  return STANDINGS[readAll(graph).standings[row]!]!
}

/** Places in STANDINGS of every statement and in KINDS of every action, read once, since folding asks for all of them. */
interface Read { standings: Uint8Array; kinds: number[] }
const read = new WeakMap<Graph, Read>()

function readAll(graph: Graph): Read {
  let found = read.get(graph)
  if (!found) {
    const { statements, codes } = graph.tables
    const isPlanned = codes.modality.map((name) => PLANNED.has(name))
    const denied = codes.status.indexOf('denied')
    const standings = Uint8Array.from(statements.id, (_, row) =>
      statements.negative[row] || (denied >= 0 && statements.status[row] === denied) ? 2 : isPlanned[statements.modality[row]!] ? 1 : 0,
    )
    read.set(graph, (found = { standings, kinds: codes.type.map((_, type) => KINDS.indexOf(readKind(graph, type))) }))
  }
  return found
}

export function pairOf(from: Row, to: Row): string {
  return `${from}>${to}`
}

/** A statement with several actors or recipients counts in the tie of every pair of them. */
export function foldTies(graph: Graph, rows: Row[], wanted: ReadonlySet<Standing>): Ties {
  const { statements, actors } = graph.tables
  const { standings } = readAll(graph)
  const isWanted = STANDINGS.map((one) => wanted.has(one))
  const many = actors.key.length
  const pairs = new Map<number, Row[]>()
  let untied = 0
  for (const row of rows) {
    if (!isWanted[standings[row]!]) continue
    let isTied = false
    for (const from of statements.actors[row]!) {
      for (const to of statements.recipients[row]!) {
        if (from === NONE || to === NONE || from === to) continue
        isTied = true
        const found = pairs.get(from * many + to)
        if (!found) pairs.set(from * many + to, [row])
        else if (found[found.length - 1] !== row) found.push(row)
      }
    }
    if (!isTied) untied++
  }
  const ties = [...pairs].map(([pair, found]) => makeTie(graph, Math.floor(pair / many), pair % many, found))
  ties.sort((a, b) => b.rows.length - a.rows.length || a.from - b.from || a.to - b.to)
  const counted = new Uint32Array(many)
  for (const row of rows) {
    if (!isWanted[standings[row]!]) continue
    const [first, second] = [statements.actors[row]!, statements.recipients[row]!]
    first.forEach((actor, place) => actor !== NONE && first.indexOf(actor) === place && counted[actor]!++)
    second.forEach((actor, place) => actor !== NONE && second.indexOf(actor) === place && !first.includes(actor) && counted[actor]!++)
  }
  const counts = new Map<Row, number>()
  for (const tie of ties) {
    counts.set(tie.from, counted[tie.from]!)
    counts.set(tie.to, counted[tie.to]!)
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
  const { standings, kinds } = readAll(graph)
  const types = graph.tables.statements.type
  const counts = KINDS.map(() => 0)
  let standing = STANDINGS.length - 1
  for (const row of rows) {
    counts[kinds[types[row]!] ?? KINDS.length - 1]!++
    standing = Math.min(standing, standings[row]!)
  }
  // The commonest kind; of two that are equally common the graver one, as KINDS has them.
  const kind = KINDS[counts.indexOf(Math.max(...counts))]!
  // What is said to be done by one statement is done by the tie, whatever others deny or announce.
  return { key: pairOf(from, to), pair: pairOf(from, to), from, to, type: NONE, kind, rows, standing: STANDINGS[standing]! }
}
