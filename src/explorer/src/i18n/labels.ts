// What codes of the ontology are called in the reader's language, by the server's vocabulary.

import type { CodeName, Code } from '../data/documents'
import { type Graph, NONE } from '../data/graph'
import { graph, vocabulary } from '../state'
import { has, language, t } from '.'

/**
 * The label of a value ("ASSAULT", "denied"): the closed lists are said by the pages, what an ontology may extend by the
 * vocabulary, in English where the language has none; the value itself at last.
 */
export function label(scheme: string, value: string | null): string {
  if (value === null) return ''
  const said = has(`codes.${scheme}.${value}`)
  if (said) return t(`codes.${scheme}.${value}`)
  if (scheme === 'country') return nameCountry(value)
  const term = vocabulary.value[scheme]?.[value]
  return term?.label[language.value] ?? term?.label.en ?? value.replaceAll('-', ' ').replaceAll('_', ' ')
}

/** A country by its ISO 3166-1 alpha-3 code, as the browser names it where the vocabulary gives its alpha-2 code. */
function nameCountry(code: string): string {
  const term = vocabulary.value.country?.[code]
  const told = term?.label[language.value]
  if (told) return told
  const region = term?.region
  const named = region ? new Intl.DisplayNames(language.value, { type: 'region', fallback: 'none' }).of(region) : undefined
  return named ?? term?.label.en ?? code
}

export function labelCode(graph: Graph, name: CodeName, code: Code): string {
  return label(name, graph.code(name, code))
}

/** What was done: the mode where the words gave one, else the type. */
export function labelAction(type: string | null, mode: string | null): string {
  if (type !== null && mode !== null) {
    const found = vocabulary.value.mode?.[`${type}/${mode}`] ?? vocabulary.value.mode?.[mode]
    if (found) return found.label[language.value] ?? found.label.en ?? mode
    return `${label('type', type)}: ${label('mode', mode)}`
  }
  return label('type', type)
}

/** Whose word: a state, a group of the registry, or an actor that only the graph knows. */
export function labelSide(side: string | null): string {
  if (side === null || side === 'unknown') return t('shell.side.unknown')
  if (side === 'unaligned') return t('shell.side.unaligned')
  const { side: groups, country } = vocabulary.value
  if (groups?.[side] || !country?.[side]) {
    const row = groups?.[side] ? NONE : (graph.value?.findActor(side) ?? NONE)
    return row === NONE ? label('side', side) : (graph.value?.tables.actors.name[row] ?? side)
  }
  return label('country', side)
}
