// Which colour stands for which side, sector or action: the commonest get the hues that are easiest told apart.

import type { CodeName } from '../data/documents'
import { type Graph, NONE } from '../data/graph'

/** Hues of style/tokens.css, told apart by the colour-blind too; the last is for all others. */
export const HUES = 8

/**
 * The CSS colour of each code, "var(--hue-1)" onwards by how often statements carry it (of a side: say it, or tell of
 * it); rarer ones share "var(--hue-other)", no code has "var(--hue-none)".
 */
export function colourCodes(graph: Graph, name: Extract<CodeName, 'side' | 'type' | 'status'>): (code: number) => string {
  const counts = new Array<number>(graph.tables.codes[name].length).fill(0)
  for (const code of graph.tables.statements[name]) if (code !== NONE) counts[code]!++
  const wanted = name === 'side' ? interleave(counts, countParties(graph)) : counts
  const colour = rankColours(wanted.map((count, code) => (isNobody(graph.code(name, code)) ? -1 : count)))
  return (code) => (isNobody(graph.code(name, code)) ? 'var(--hue-none)' : colour(code))
}

/** How often each side acts or suffers, whoever tells of it. */
function countParties(graph: Graph): number[] {
  const { actors, statements, codes } = graph.tables
  const counts = new Array<number>(codes.side.length).fill(0)
  for (const slot of [statements.actors, statements.recipients]) {
    for (const rows of slot) {
      for (const row of rows) {
        const side = row === NONE ? NONE : (actors.side[row] ?? NONE)
        if (side !== NONE) counts[side]!++
      }
    }
  }
  return counts
}

/** Sides that speak and sides that are told of take turns, so that both pictures have hues; the more, the earlier. */
function interleave(first: number[], second: number[]): number[] {
  const rank = (counts: number[]) => counts.map((_, code) => code).sort((a, b) => counts[b]! - counts[a]! || a - b)
  const [speakers, parties] = [rank(first), rank(second)]
  const order = new Set(speakers.flatMap((code, place) => [code, parties[place]!]))
  const wanted = new Array<number>(first.length).fill(0)
  ;[...order].forEach((code, place) => (wanted[code] = order.size - place))
  return wanted
}

/** Words of no side, or of one that is not known, take no hue. */
function isNobody(code: string | null): boolean {
  return code === 'unaligned' || code === 'unknown'
}

/** The same for any counts by code. */
export function rankColours(counts: number[]): (code: number) => string {
  const ranked = counts.map((count, code) => ({ count, code })).sort((a, b) => b.count - a.count || a.code - b.code)
  const rank = new Map(ranked.map(({ code }, place) => [code, place]))
  return (code) => {
    const place = rank.get(code)
    if (code === NONE || place === undefined) return 'var(--hue-none)'
    return place < HUES ? `var(--hue-${place + 1})` : 'var(--hue-other)'
  }
}

/** The value of a CSS colour as "rgb(…)" in the colours of the moment, for a canvas, which knows no variables. */
export function resolveColour(colour: string): string {
  const probe = document.createElement('span')
  probe.hidden = true
  probe.style.color = colour
  document.body.append(probe)
  const found = getComputedStyle(probe).color
  probe.remove()
  return found
}
