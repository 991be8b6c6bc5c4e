// An answer in, files of it out: CSV that no spreadsheet runs, SPARQL's own TSV and JSON.

import type { SparqlAnswer, SparqlTerm } from '../../data/documents'

const FORMULA = /^[=+\-@\t\r]/
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

export type Format = 'csv' | 'tsv' | 'json'
export const MEDIA: Record<Format, string> = {
  csv: 'text/csv;charset=utf-8',
  tsv: 'text/tab-separated-values;charset=utf-8',
  json: 'application/sparql-results+json',
}

export function write(answer: SparqlAnswer, format: Format): string {
  return format === 'json' ? `${JSON.stringify(answer, null, 1)}\n` : format === 'csv' ? writeCsv(answer) : writeTsv(answer)
}

/** RFC 4180. Text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function writeCsv(answer: SparqlAnswer): string {
  const lines = listRows(answer).map((row) => row.map(writeCsvCell).map(quoteCsv).join(','))
  return [answerVars(answer).map(guard).map(quoteCsv).join(','), ...lines].map((line) => `${line}\r\n`).join('')
}

function writeCsvCell(term: SparqlTerm | undefined): string {
  if (!term) return ''
  // A NUL ends the cell in most readers of CSV.
  const text = (term.type === 'bnode' ? `_:${term.value}` : term.value).replaceAll('\0', '')
  return isNumeric(term) ? text : guard(text)
}

function guard(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

function quoteCsv(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** SPARQL 1.1's TSV, in which terms are written as in Turtle and nothing is lost. */
export function writeTsv(answer: SparqlAnswer): string {
  const head = answerVars(answer).map((name) => `?${name}`).join('\t')
  return [head, ...listRows(answer).map((row) => row.map(writeTurtle).join('\t'))].map((line) => `${line}\n`).join('')
}

function writeTurtle(term: SparqlTerm | undefined): string {
  if (!term) return ''
  if (term.type === 'uri') return `<${term.value}>`
  if (term.type === 'bnode') return `_:${term.value}`
  const text = `"${term.value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}"`
  if (term['xml:lang']) return `${text}@${term['xml:lang']}`
  return term.datatype && !term.datatype.endsWith('#string') ? `${text}^^<${term.datatype}>` : text
}

/** A number by its type, and one by its looks too, so that a text can't call itself one. */
export function isNumeric(term: SparqlTerm): boolean {
  return /#(?:integer|decimal|double|float|long|int|short|byte|nonNegativeInteger|positiveInteger)$/.test(term.datatype ?? '') && NUMBER.test(term.value)
}

/** The columns; a yes or no has one of its own. */
export function answerVars(answer: SparqlAnswer): string[] {
  return answer.boolean === undefined ? (answer.head.vars ?? []) : ['answer']
}

function listRows(answer: SparqlAnswer): (SparqlTerm | undefined)[][] {
  if (answer.boolean !== undefined) return [[{ type: 'literal', value: String(answer.boolean) }]]
  const vars = answerVars(answer)
  return (answer.results?.bindings ?? []).map((row) => vars.map((name) => row[name]))
}

export function save(answer: SparqlAnswer, format: Format, name: string): void {
  const url = URL.createObjectURL(new Blob([write(answer, format)], { type: MEDIA[format] }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${name.replace(/[^\w-]+/g, '-') || 'answer'}.${format}`
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
