// What statements are coloured by: the commonest values one by one, the others together, and those without a value.

import type { Code, Row } from '../data/documents'
import { type Graph, NONE } from '../data/graph'
import { t } from '../i18n'
import { labelCode, labelSide } from '../i18n/labels'
import { colourCodes } from './colour'

export const COLOURS = ['side', 'status', 'type'] as const
export type ColourBy = (typeof COLOURS)[number]

export interface Category { name: string; colour: string }

/** Categories are the same whatever the filter is, so that a colour keeps its meaning. */
export interface Categories { by: ColourBy; list: Category[]; of: (row: Row) => number }

export function makeCategories(graph: Graph, by: ColourBy): Categories {
  const codes = graph.tables.statements[by]
  const counts = new Map<Code, number>()
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  const groups = groupByColour([...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || a - b), colourCodes(graph, by))
  const place = new Map(groups.flatMap((group, at) => group.codes.map((code) => [code, at] as const)))
  const list = groups.map((group) => ({ colour: group.colour, name: nameGroup(group, (code) => nameCode(graph, by, code)) }))
  return { by, list, of: (row) => place.get(codes[row]!)! }
}

export interface ColourGroup { colour: string; codes: Code[] }

/** Codes that share a colour are told apart by nothing else, so a legend has them as one: hues first, greys at last. */
export function groupByColour(codes: Code[], colour: (code: Code) => string): ColourGroup[] {
  const found = new Map<string, Code[]>()
  for (const code of codes) found.set(colour(code), [...(found.get(colour(code)) ?? []), code])
  const rank = (group: ColourGroup) => ['var(--hue-other)', 'var(--hue-none)'].indexOf(group.colour)
  return [...found].map(([each, members]) => ({ colour: each, codes: members })).sort((a, b) => rank(a) - rank(b))
}

/** One name, all names, or how many others. */
export function nameGroup({ codes, colour }: ColourGroup, name: (code: Code) => string): string {
  return colour === 'var(--hue-other)' && codes.length > 1 ? t('chart.others', { n: codes.length }) : [...new Set(codes.map(name))].join(', ')
}

function nameCode(graph: Graph, by: ColourBy, code: Code): string {
  if (by === 'side') return labelSide(graph.code('side', code))
  return code === NONE ? t('shell.unknown') : labelCode(graph, by, code)
}
