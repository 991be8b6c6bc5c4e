// What codes of the ontology are called in the reader's language, by the server's vocabulary.

import type { CodeName, Code } from '../data/documents'
import { type Graph, NONE } from '../data/graph'
import { graph, vocabulary } from '../state'
import { language, t } from '.'

/** The label of a value ("ASSAULT", "denied"), in English where the language has none; the value itself at last. */
export function label(scheme: string, value: string | null): string {
  if (value === null) return ''
  const term = vocabulary.value[scheme]?.[value]
  return term?.label[language.value] ?? term?.label.en ?? value.replaceAll('-', ' ').replaceAll('_', ' ')
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
