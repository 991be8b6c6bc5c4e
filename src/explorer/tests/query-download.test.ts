import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SparqlAnswer, SparqlTerm } from '../src/data/documents'
import { readTriples } from '../src/data/ntriples'
import { writeCsv, writeTsv } from '../src/views/query/download'

const text = (value: string): SparqlTerm => ({ type: 'literal', value })
const integer = (value: string): SparqlTerm => ({ type: 'literal', value, datatype: 'http://www.w3.org/2001/XMLSchema#integer' })
const answer = (...terms: (SparqlTerm | undefined)[]): SparqlAnswer => ({
  head: { vars: ['v'] }, results: { bindings: terms.map((v): Record<string, SparqlTerm> => (v ? { v } : {})) },
})

describe('writeCsv', () => {
  it.each([
    [text('=1+1'), "'=1+1"], [text('+49 1'), "'+49 1"], [text('-1'), "'-1"], [text('@x'), "'@x"], [text('\tx'), "'\tx"],
    [integer('-1'), '-1'], [{ ...integer('-1'), value: '-1+cmd' }, "'-1+cmd"], [text('a"b'), '"a""b"'], [text('a,b'), '"a,b"'],
    [text('\r=x'), '"\'\r=x"'], [text('a\0b'), 'ab'], [undefined, ''],
  ])('writes %j as %j', (term, cell) => {
    expect(writeCsv(answer(term))).toBe(`v\r\n${cell}\r\n`)
  })
  it('has no cell that a spreadsheet runs', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const cell = writeCsv(answer(text(value))).slice(3, -2).replace(/^"/, '')
        expect(cell).not.toMatch(/^[=+\-@\t\r]/)
      }),
    )
  })
  it('says yes', () => {
    expect(writeCsv({ head: {}, boolean: true })).toBe('answer\r\ntrue\r\n')
  })
})

it('writes TSV that N-Triples read back', () => {
  const term = fc.oneof(
    fc.string({ unit: 'grapheme' }).map(text),
    fc.integer().map((value) => integer(String(value))),
    fc.webUrl().map((value): SparqlTerm => ({ type: 'uri', value })),
    fc.string().map((value): SparqlTerm => ({ type: 'literal', value, 'xml:lang': 'uk' })),
  )
  fc.assert(
    fc.property(term, (object) => {
      const cell = writeTsv(answer(object)).slice('?v\n'.length, -1)
      expect(readTriples(`<a> <b> ${cell} .\n`).results!.bindings).toEqual([
        { subject: { type: 'uri', value: 'a' }, predicate: { type: 'uri', value: 'b' }, object },
      ])
    }),
  )
})

it('reads triples with blanks, escapes and remarks', () => {
  const { results } = readTriples('# none\n_:b0 <http://x/p> "caf\\u00e9 \\"a\\""@fr .\n<s> <p> "5"^^<http://x/int> .\n\n')
  expect(results!.bindings).toEqual([
    { subject: { type: 'bnode', value: 'b0' }, predicate: { type: 'uri', value: 'http://x/p' }, object: { type: 'literal', value: 'café "a"', 'xml:lang': 'fr' } },
    { subject: { type: 'uri', value: 's' }, predicate: { type: 'uri', value: 'p' }, object: { type: 'literal', value: '5', datatype: 'http://x/int' } },
  ])
})
