// The values that a filter may take, with how many of the selected statements carry each, the commonest first.

import type { Row } from '../data/documents'
import { type Filter, LISTS } from '../data/filter'
import { type Graph, NONE } from '../data/graph'
import { label, labelAction, labelSide } from '../i18n/labels'
import { nameActor, namePlace } from './names'

export type Facet = (typeof LISTS)[number]
export interface Option { value: string; name: string; count: number }

export function listOptions(graph: Graph, facet: Facet, statements: Row[]): Option[] {
  const counts = new Map<string, number>()
  const add = (value: string) => counts.set(value, (counts.get(value) ?? 0) + 1)
  for (const row of statements) new Set(readValues(graph, facet, row)).forEach(add)
  return [...counts]
    .map(([value, count]) => ({ value, count, name: nameValue(graph, facet, value) }))
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name))
}

function readValues(graph: Graph, facet: Facet, row: Row): string[] {
  const { statements, actors, places, articles } = graph.tables
  const keys = (rows: Row[], table: string[]) => rows.filter((one) => one !== NONE).map((one) => table[one]!)
  const known = (value: string | null) => (value === null ? [] : [value])
  switch (facet) {
    case 'actor':
      return keys([...statements.actors[row]!, ...statements.recipients[row]!], actors.key)
    case 'claimant':
      return keys(statements.claimants[row]!, actors.key)
    case 'place':
      return keys(statements.places[row]!.flatMap((place) => graph.around(place)), places.key)
    case 'action': {
      const type = graph.code('type', statements.type[row]!)
      const mode = graph.code('mode', statements.mode[row]!)
      return type === null ? [] : mode === null ? [type] : [type, `${type}/${mode}`]
    }
    case 'side':
      return known(graph.code('side', statements.side[row]!))
    case 'status':
      return known(graph.code('status', statements.status[row]!))
    case 'source': {
      const article = statements.article[row]!
      return [articles.publisher[article] ?? null, articles.agency[article] ?? null].filter((name) => name !== null)
    }
  }
}

export function nameValue(graph: Graph, facet: Facet, value: string): string {
  switch (facet) {
    case 'actor':
    case 'claimant': {
      const row = graph.findActor(value)
      return row === NONE ? value : nameActor(graph, row)
    }
    case 'place': {
      const row = graph.findPlace(value)
      return row === NONE ? value : namePlace(graph, row)
    }
    case 'action': {
      const [type = '', mode = null] = value.split('/')
      return labelAction(type, mode)
    }
    case 'side':
      return labelSide(value)
    case 'status':
      return label('status', value)
    case 'source':
      return value
  }
}

/** Which filters are on, as chips show them. */
export function listChosen(graph: Graph, filter: Filter): { facet: Facet; value: string; name: string }[] {
  return LISTS.flatMap((facet) =>
    filter[facet].map((value) => ({ facet, value, name: nameValue(graph, facet, value) })),
  )
}
