// Triples as N-Triples in, rows of subject, predicate and object out, as SPARQL's JSON gives rows.

import type { SparqlAnswer, SparqlTerm } from './documents'

const STRING_ESCAPES: Record<string, string> = { t: '\t', b: '\b', n: '\n', r: '\r', f: '\f' }
const TERM = /<([^<>]*)>|_:([^\s.]+(?:\.[^\s.]+)*)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^<>]*)>)?/gy

export function readTriples(text: string): SparqlAnswer {
  const bindings: Record<string, SparqlTerm>[] = []
  for (const line of text.split('\n')) {
    const terms = readTerms(line)
    if (terms.length >= 3) bindings.push({ subject: terms[0]!, predicate: terms[1]!, object: terms[2]! })
  }
  return { head: { vars: ['subject', 'predicate', 'object'] }, results: { bindings } }
}

function readTerms(line: string): SparqlTerm[] {
  const terms: SparqlTerm[] = []
  let at = 0
  while (at < line.length) {
    while (line[at] === ' ' || line[at] === '\t') at++
    TERM.lastIndex = at
    const found = TERM.exec(line)
    if (!found) break
    at = TERM.lastIndex
    const [, iri, blank, string, language, datatype] = found
    if (iri !== undefined) terms.push({ type: 'uri', value: unescape(iri) })
    else if (blank !== undefined) terms.push({ type: 'bnode', value: blank })
    else {
      const term: SparqlTerm = { type: 'literal', value: unescape(string!) }
      if (language) term['xml:lang'] = language
      if (datatype) term.datatype = unescape(datatype)
      terms.push(term)
    }
  }
  return terms
}

function unescape(text: string): string {
  return text.replace(/\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)/g, (_, code: string) =>
    code.length > 1 ? String.fromCodePoint(parseInt(code.slice(1), 16)) : (STRING_ESCAPES[code] ?? code),
  )
}
