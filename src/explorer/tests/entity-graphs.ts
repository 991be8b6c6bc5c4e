// A small graph for tests: tables of the index document with as many rows as a test gives, the rest filled in.

import { CODES, type Code, type Day, type IndexDocument, type Row } from '../src/data/documents'
import { Graph, NONE } from '../src/data/graph'

export interface GivenStatement {
  event?: Row; type?: string; mode?: string; actors?: Row[]; recipients?: Row[]; places?: Row[]; claimants?: Row[]
  side?: string; earliest?: Day; latest?: Day; negative?: 0 | 1; status?: string; article?: Row
}
export interface GivenState {
  place: Row; holder?: Row; mode?: string; side: string; negative?: 0 | 1; earliest?: Day; latest?: Day; until?: Day
  statements?: Row[]
}
interface Given {
  statements: GivenStatement[]
  actors?: string[]
  /** Each with the row of the place it lies in. */
  places?: [string, Row][]
  states?: GivenState[]
  tolls?: { statement: Row; kind: string; low: number | null; high: number | null; approximate?: 0 | 1; unit?: string }[]
  articles?: { title: string; publisher: string | null }[]
}

export function makeGraph(given: Given): Graph {
  const codes = Object.fromEntries(CODES.map((name) => [name, [] as string[]])) as IndexDocument['codes']
  const code = (name: keyof typeof codes, value: string | undefined): Code => {
    if (value === undefined) return NONE
    if (!codes[name].includes(value)) codes[name].push(value)
    return codes[name].indexOf(value)
  }
  const { statements, actors = [], places = [], states = [], tolls = [] } = given
  const articles = given.articles ?? [{ title: 'One', publisher: 'Wire' }]
  const size = 1 + Math.max(-1, ...statements.map((one) => one.event ?? NONE))
  const all = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => structuredClone(value))
  // An event is dated as its first statement is.
  const first = all(size, 0).map((_, event) => statements.find((one) => one.event === event))
  return new Graph({
    format: 1, content: 'c', kgbuild: '0', base: 'https://example.org/', name: 'test', codes,
    counts: { articles: 0, statements: 0, refused: 0, events: 0, actors: 0, places: 0, findings: 0, questions: 0 },
    articles: {
      id: articles.map((_, row) => `a${row}`), title: articles.map((one) => one.title),
      publisher: articles.map((one) => one.publisher), agency: articles.map(() => null),
      published: articles.map(() => null), url: articles.map(() => null), language: articles.map(() => null),
    },
    actors: {
      key: actors.map((_, row) => `actor/${row}`), name: actors, kind: all(actors.length, NONE),
      country: all(actors.length, NONE), sector: all(actors.length, NONE), side: all(actors.length, NONE), wikidata: all(actors.length, null),
    },
    places: {
      key: places.map((_, row) => `place/${row}`), name: places.map(([name]) => name), lat: all(places.length, null),
      lon: all(places.length, null), level: all(places.length, NONE), country: all(places.length, NONE),
      status: all(places.length, NONE), inside: places.map(([, inside]) => inside), radius: all(places.length, 0),
      disputed: all(places.length, null),
    },
    statements: {
      id: statements.map((_, row) => `s${row}`), article: statements.map((one) => one.article ?? 0),
      event: statements.map((one) => one.event ?? NONE), type: statements.map((one) => code('type', one.type ?? 'ASSAULT')),
      mode: statements.map((one) => code('mode', one.mode)), status: statements.map((one) => code('status', one.status ?? 'claimed')),
      modality: statements.map(() => code('modality', 'actual')), negative: statements.map((one) => one.negative ?? 0),
      actors: statements.map((one) => one.actors ?? []), recipients: statements.map((one) => one.recipients ?? []),
      places: statements.map((one) => one.places ?? []), relations: statements.map((one) => (one.places ?? []).map(() => code('relation', 'in'))),
      claimants: statements.map((one) => one.claimants ?? []), side: statements.map((one) => code('side', one.side)),
      earliest: statements.map((one) => one.earliest ?? null), latest: statements.map((one) => one.latest ?? null),
      precision: all(statements.length, NONE), basis: all(statements.length, NONE), confidence: all(statements.length, 90),
      findings: all(statements.length, 0),
    },
    tolls: {
      statement: tolls.map((one) => one.statement), kind: tolls.map((one) => code('toll', one.kind)), low: tolls.map((one) => one.low),
      high: tolls.map((one) => one.high), approximate: tolls.map((one) => one.approximate ?? 0), unit: tolls.map((one) => code('unit', one.unit)),
    },
    events: {
      id: all(size, '').map((_, row) => `e${row}`), type: all(size, 0), mode: all(size, NONE), actors: all(size, [] as Row[]),
      recipients: all(size, [] as Row[]), place: all(size, NONE), earliest: first.map((one) => one?.earliest ?? null),
      latest: first.map((one) => one?.latest ?? null),
      articles: all(size, 1), publishers: all(size, 1), sources: all(size, 1), supporting: all(size, 1), denying: all(size, 0),
      sides: all(size, [] as Code[]), denyingSides: all(size, [] as Code[]), partOf: all(size, NONE),
    },
    links: { first: [], second: [], kind: [], slot: [], reason: [] },
    states: {
      id: states.map((_, row) => `c${row}`), place: states.map((one) => one.place), holder: states.map((one) => one.holder ?? NONE),
      type: states.map(() => code('type', 'CONTROL')), mode: states.map((one) => code('mode', one.mode)),
      side: states.map((one) => code('side', one.side)), negative: states.map((one) => one.negative ?? 0),
      earliest: states.map((one) => one.earliest ?? null), latest: states.map((one) => one.latest ?? null),
      until: states.map((one) => one.until ?? null), statements: states.map((one) => one.statements ?? [0]),
    },
  })
}
