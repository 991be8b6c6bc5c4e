// A shipped query and values for its parameters in, the SPARQL that asks just that out, to be read and changed.

import type { QueryParameter } from '../../data/documents'

const XSD = 'http://www.w3.org/2001/XMLSchema#'
const TOKEN = /#[^\n]*|<[^<>"{}|^`\\\s]*>|"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[?$]\w+|\w+|\s+|[^]/g

/**
 * Parameters are variables in the text. Where a value is asked for it stands in their place; lists of variables (after
 * SELECT and GROUP BY), in which no value may stand, lose them.
 */
export function bindParameters(sparql: string, terms: Readonly<Record<string, string>>): string {
  const body = sparql.replace(/^(?:#[^\n]*\n|\s*\n)+/, '')
  let list: '' | 'select' | 'group' = ''
  let depth = 0
  let before = ''
  let bound = ''
  for (const [token] of body.matchAll(TOKEN)) {
    const word = token.toUpperCase()
    if (word === 'SELECT') [list, depth] = ['select', 0]
    else if (word === 'BY' && before === 'GROUP') [list, depth] = ['group', 0]
    else if (list !== '' && depth === 0 && /^(?:[{}]|WHERE|FROM|HAVING|ORDER|LIMIT|OFFSET|VALUES)$/.test(word)) {
      // A list that has lost all its variables: one group, or all that there is.
      if (list === 'group') bound = bound.replace(/GROUP\s+BY\s*$/i, '')
      else bound = bound.replace(/(SELECT(?:\s+(?:DISTINCT|REDUCED))?)(\s*)$/i, '$1 *$2')
      list = ''
    }
    if (list !== '' && token === '(') depth++
    if (list !== '' && token === ')') depth--
    if (/\S/.test(token)) before = word
    const term = /^[?$]/.test(token) ? terms[token.slice(1)] : undefined
    if (term === undefined) bound += token
    else if (list !== '' && depth === 0) bound = bound.replace(/[ \t]+$/, '')
    else bound += term
  }
  if (list === 'group') bound = bound.replace(/GROUP\s+BY\s*$/i, '')
  return bound.trimEnd() + '\n'
}

/** A value as SPARQL writes it. `base` is before the ids of statements, events and articles. */
export function writeTerm(parameter: QueryParameter, value: string, base: string): string {
  switch (parameter.kind) {
    case 'integer':
    case 'number':
      return /^[+-]?\d+(?:\.\d+)?$/.test(value) ? value : quote(value)
    case 'date':
      return `${quote(value)}^^<${XSD}date>`
    case 'iri':
      return `<${cleanIri(value)}>`
    case 'statement':
    case 'event':
    case 'article':
      return `<${cleanIri(/^https?:/.test(value) ? value : `${base}${parameter.kind}/${encodeURIComponent(value)}`)}>`
    default:
      return quote(value)
  }
}

function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}"`
}

function cleanIri(iri: string): string {
  return iri.replace(/[\x00-\x20<>"{}|\\^`]/g, (mark) => `%${mark.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`)
}

/** The values that a description lists ("killed, wounded or displaced"), and whether these are all. */
export function listChoices(parameter: QueryParameter): { values: string[]; isWhole: boolean } {
  const told = parameter.description.split(/[;:]/)[0]!.replace(/\([^)]*\)/g, '')
  const values = told.replace(/\s*\.\.\.\s*$/, '').split(/,\s*|\s+or\s+/).map((value) => value.trim())
  const areWords = values.length > 1 && values.every((value) => /^[a-z]+(?:[_-][a-z]+)*$/.test(value))
  if (parameter.kind !== 'string' || !areWords) return { values: [], isWhole: false }
  return { values, isWhole: !/\.\.\.\s*$/.test(told) }
}
