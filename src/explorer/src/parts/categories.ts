// What statements are coloured by: the commonest values one by one, the others together, and those without a value.

import type { Code, Row } from '../data/documents'
import { type Graph, NONE } from '../data/graph'
import { t } from '../i18n'
import { labelCode, labelSide } from '../i18n/labels'
import { colourCodes, HUES } from './colour'

export const COLOURS = ['side', 'status', 'type'] as const
export type ColourBy = (typeof COLOURS)[number]

export interface Category { name: string; colour: string }

/** Categories are the same whatever the filter is, so that a colour keeps its meaning. */
export interface Categories { by: ColourBy; list: Category[]; of: (row: Row) => number }

export function makeCategories(graph: Graph, by: ColourBy): Categories {
  const codes = graph.tables.statements[by]
  const colour = colourCodes(graph, by)
  const counts = new Map<Code, number>()
  for (const code of codes) if (code !== NONE) counts.set(code, (counts.get(code) ?? 0) + 1)
  const ranked = [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || a - b)
  const list: Category[] = ranked.slice(0, HUES).map((code) => ({ name: nameCode(graph, by, code), colour: colour(code) }))
  const place = new Map(ranked.slice(0, HUES).map((code, at) => [code, at]))
  const rest = ranked.length > HUES ? list.push({ name: t('chart.others', { n: ranked.length - HUES }), colour: 'var(--hue-other)' }) - 1 : NONE
  const none = codes.includes(NONE) ? list.push({ name: nameCode(graph, by, NONE), colour: 'var(--hue-none)' }) - 1 : NONE
  return { by, list, of: (row) => (codes[row] === NONE ? none : (place.get(codes[row]!) ?? rest)) }
}

function nameCode(graph: Graph, by: ColourBy, code: Code): string {
  if (by === 'side') return labelSide(graph.code('side', code))
  return code === NONE ? t('shell.unknown') : labelCode(graph, by, code)
}
