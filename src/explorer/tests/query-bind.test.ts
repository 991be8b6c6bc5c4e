import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { QueryParameter } from '../src/data/documents'
import { bindParameters, listChoices, writeTerm } from '../src/views/query/bind'
import { collectNames, completeName } from '../src/views/query/complete'

const parameter = (kind: string, description = ''): QueryParameter => ({ name: 'p', kind, default: null, description })

describe('bindParameters', () => {
  it.each([
    ['puts the value in place of the variable', 'SELECT ?a WHERE { ?a kg:day ?p FILTER(?p != ?pp) }', 'SELECT ?a WHERE { ?a kg:day 5 FILTER(5 != ?pp) }\n'],
    ['takes it out of lists', 'SELECT ?a ?p (MAX(?p) AS ?m) WHERE { ?a ?b ?p } GROUP BY ?a ?p ORDER BY ?p', 'SELECT ?a (MAX(5) AS ?m) WHERE { ?a ?b 5 } GROUP BY ?a ORDER BY 5\n'],
    ['leaves out a group that is none', 'SELECT (MAX(?a) AS ?m) WHERE { ?a ?b ?p } GROUP BY ?p', 'SELECT (MAX(?a) AS ?m) WHERE { ?a ?b 5 }\n'],
    ['selects all where nothing is left', 'SELECT DISTINCT ?p WHERE { ?a ?b ?p }', 'SELECT DISTINCT * WHERE { ?a ?b 5 }\n'],
    ['reads inner selects', 'SELECT ?a ?p { { SELECT ?a ?p { ?a ?b ?p } GROUP BY ?a ?p HAVING(COUNT(*) > ?p) } }', 'SELECT ?a { { SELECT ?a { ?a ?b 5 } GROUP BY ?a HAVING(COUNT(*) > 5) } }\n'],
    ['leaves strings, IRIs and remarks alone', 'SELECT ?a { ?a <http://x/?p> "?p" # ?p\n }', 'SELECT ?a { ?a <http://x/?p> "?p" # ?p\n }\n'],
    ['drops the header', '# title: T\n# question: ?p\nSELECT ?a { ?a ?b ?p }\n', 'SELECT ?a { ?a ?b 5 }\n'],
  ])('%s', (_, sparql, expected) => {
    expect(bindParameters(sparql, { p: '5' })).toBe(expected)
  })
})

it.each([
  [parameter('string'), 'O"Neill\\', '"O\\"Neill\\\\"'],
  [parameter('string'), 'a\nb', '"a\\nb"'],
  [parameter('integer'), '-3', '-3'],
  [parameter('number'), '4.5', '4.5'],
  [parameter('number'), '1) UNION', '"1) UNION"'],
  [parameter('date'), '2025-01-02', '"2025-01-02"^^<http://www.w3.org/2001/XMLSchema#date>'],
  [parameter('event'), 'e1', '<https://x/event/e1>'],
  [parameter('article'), 'a b', '<https://x/article/a%20b>'],
  [parameter('iri'), 'http://x/a> } #', '<http://x/a%3E%20%7D%20#>'],
])('writes %o of %j as %s', (one, value, expected) => {
  expect(writeTerm(one, value, 'https://x/')).toBe(expected)
})

it('never lets a value out of its term', () => {
  const kind = fc.constantFrom('string', 'integer', 'number', 'date', 'iri', 'statement', 'event', 'article', 'area')
  fc.assert(
    fc.property(kind, fc.string(), (one, value) => {
      expect(writeTerm(parameter(one), value, 'https://x/')).toMatch(/^(?:[+-]?\d+(?:\.\d+)?|<[^<>"{}|\\^`\x00-\x20]*>|"(?:[^"\\\n\r]|\\.)*"(?:\^\^<[^<>]*>)?)$/)
    }),
  )
})

it.each([
  ['killed, wounded or displaced', ['killed', 'wounded', 'displaced'], true],
  ['actor, place, polarity (one says no) ...; empty for all', ['actor', 'place', 'polarity'], false],
  ['contradicts, updates (the first takes the place) or corroborates', ['contradicts', 'updates', 'corroborates'], true],
  ["part of the place's name, any case; empty for every place", [], false],
])('reads choices of %j', (description, values, isWhole) => {
  expect(listChoices(parameter('string', description))).toEqual({ values, isWhole })
})

describe('completeName', () => {
  const names = ['action:ASSAULT', 'kg:Statement', 'kg:status', 'rdfs:label']
  it.each([
    ['  ?s kg:sta', ['kg:Statement', 'kg:status'], 5],
    ['  ?s lab', ['rdfs:label'], 5],
    ['  ?st', ['?statement'], 2],
    ['  k', null, 0],
  ])('after %j', (before, found, from) => {
    expect(completeName(before, 'SELECT ?statement { ?statement a ?x', names)).toEqual(found && { from, names: found })
  })
  it('collects names that queries use, not those in strings', () => {
    expect(collectNames(['# kg:no\nSELECT ?a { ?a kg:day "kg:never" ; rdfs:label <http://x/kg:not> }'])).toEqual(['kg:day', 'rdfs:label'])
  })
})
