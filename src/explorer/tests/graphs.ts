// Graphs that nobody wrote: tables of any rows that fit together, for tests by properties.

import fc from 'fast-check'
import { CODES, type CodeName, type IndexDocument } from '../src/data/documents'
import { Graph } from '../src/data/graph'

const LISTS: Partial<Record<CodeName, string[]>> = {
  type: ['ASSAULT', 'CONTROL', 'SAY'],
  mode: ['heavy-weapons', 'hold', 'capture', 'deny'],
  status: ['asserted', 'claimed', 'denied', 'disputed'],
  modality: ['actual', 'planned'],
  side: ['RUS', 'UKR', 'unaligned'],
  link: ['contradicts', 'updates', 'corroborates'],
  slot: ['place', 'killed', 'polarity'],
  toll: ['killed', 'wounded', 'area'],
  unit: ['person', 'km2'],
}
const ACTORS = 5
const PLACES = 6
const ARTICLES = 4
const EVENTS = 4

/** An index without rows, which a test fills as far as it looks. */
export function emptyIndex(): IndexDocument {
  const codes = Object.fromEntries(CODES.map((name) => [name, LISTS[name] ?? []])) as Record<CodeName, string[]>
  return {
    format: 1, content: '', kgbuild: '', base: 'https://example.org/', name: 'test', codes,
    counts: { articles: 0, statements: 0, refused: 0, events: 0, actors: 0, places: 0, findings: 0, questions: 0 },
    articles: { id: [], title: [], publisher: [], agency: [], published: [], url: [], language: [] },
    actors: { key: [], name: [], kind: [], country: [], sector: [], side: [], wikidata: [] },
    places: {
      key: [], name: [], lat: [], lon: [], level: [], country: [], status: [], inside: [], radius: [], disputed: [],
    },
    statements: {
      id: [], article: [], event: [], type: [], mode: [], status: [], modality: [], negative: [], actors: [],
      recipients: [], places: [], relations: [], claimants: [], side: [], earliest: [], latest: [], precision: [],
      basis: [], confidence: [], findings: [],
    },
    tolls: { statement: [], kind: [], low: [], high: [], approximate: [], unit: [] },
    events: {
      id: [], type: [], mode: [], actors: [], recipients: [], place: [], earliest: [], latest: [], articles: [],
      publishers: [], sources: [], supporting: [], denying: [], sides: [], denyingSides: [], partOf: [],
    },
    links: { first: [], second: [], kind: [], slot: [], reason: [] },
    states: {
      id: [], place: [], holder: [], type: [], mode: [], side: [], negative: [], earliest: [], latest: [], until: [],
      statements: [],
    },
  }
}

const row = (size: number) => fc.integer({ min: -1, max: size - 1 })
const rows = (size: number) => fc.array(row(size), { maxLength: 3 })
const code = (name: CodeName) => row(LISTS[name]!.length)
const day = fc.option(fc.integer({ min: 19_000, max: 20_000 }))

const statement = fc.record({
  article: fc.nat({ max: ARTICLES - 1 }), event: row(EVENTS), type: fc.nat({ max: 2 }), mode: code('mode'),
  status: code('status'), modality: code('modality'), negative: fc.constantFrom<0 | 1>(0, 1), actors: rows(ACTORS),
  recipients: rows(ACTORS), places: rows(PLACES), claimants: rows(ACTORS), side: code('side'),
  days: fc.tuple(day, day),
})

export const graphs: fc.Arbitrary<Graph> = fc
  .record({
    statements: fc.array(statement, { maxLength: 20 }),
    inside: fc.array(row(PLACES), { minLength: PLACES, maxLength: PLACES }),
    outlets: fc.array(fc.tuple(fc.constantFrom(null, 'A', 'B'), fc.constantFrom(null, 'B', 'C')), {
      minLength: ARTICLES, maxLength: ARTICLES,
    }),
    supporting: fc.array(fc.nat({ max: 4 }), { minLength: EVENTS, maxLength: EVENTS }),
  })
  .map(({ statements, inside, outlets, supporting }) => {
    const index = emptyIndex()
    outlets.forEach(([publisher, agency], at) => {
      index.articles.id.push(`article-${at}`)
      index.articles.publisher.push(publisher)
      index.articles.agency.push(agency)
    })
    for (let at = 0; at < ACTORS; at++) index.actors.key.push(`actor/${at}`)
    for (let at = 0; at < PLACES; at++) index.places.key.push(`place/${at}`)
    index.places.inside = inside
    for (let at = 0; at < EVENTS; at++) index.events.id.push(`event-${at}`)
    index.events.supporting = supporting
    statements.forEach(({ days: [one, two], ...given }, at) => {
      index.statements.id.push(`statement-${at}`)
      for (const [name, value] of Object.entries(given)) {
        ;(index.statements as unknown as Record<string, unknown[]>)[name]!.push(value)
      }
      const isTurned = one !== null && two !== null && one > two
      index.statements.earliest.push(isTurned ? two : one)
      index.statements.latest.push(isTurned ? one : two)
    })
    return new Graph(index)
  })
