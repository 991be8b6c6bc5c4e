// The index document as the views ask it: its tables, and what follows from them, made once.

import type { Code, CodeName, IndexDocument, Row } from './documents'

export const NONE = -1

export class Graph {
  readonly tables: IndexDocument
  private readonly statementRows: Map<string, Row>
  private made = new Map<string, unknown>()

  constructor(tables: IndexDocument) {
    this.tables = tables
    this.statementRows = new Map(tables.statements.id.map((id, row) => [id, row]))
  }

  get size(): number {
    return this.tables.statements.id.length
  }

  code(name: CodeName, code: Code): string | null {
    return this.tables.codes[name][code] ?? null
  }

  findCode(name: CodeName, value: string): Code {
    return this.tables.codes[name].indexOf(value)
  }

  findStatement(id: string): Row {
    return this.statementRows.get(id) ?? NONE
  }

  findEvent(id: string): Row {
    return this.once('eventRows', () => invert(this.tables.events.id)).get(id) ?? NONE
  }

  findArticle(id: string): Row {
    return this.once('articleRows', () => invert(this.tables.articles.id)).get(id) ?? NONE
  }

  /** The row of a key such as "actor/m23". */
  findActor(key: string): Row {
    return this.once('actorRows', () => invert(this.tables.actors.key)).get(key) ?? NONE
  }

  /** The row of a key such as "place/geonames-203104". */
  findPlace(key: string): Row {
    return this.once('placeRows', () => invert(this.tables.places.key)).get(key) ?? NONE
  }

  /** Statements of each event, in the order of the table. */
  get ofEvent(): Row[][] {
    return this.once('ofEvent', () => group(this.tables.statements.event, this.tables.events.id.length))
  }

  get ofArticle(): Row[][] {
    return this.once('ofArticle', () => group(this.tables.statements.article, this.tables.articles.id.length))
  }

  /** Rows of `tolls` of each statement. */
  get tollsOf(): Row[][] {
    return this.once('tollsOf', () => group(this.tables.tolls.statement, this.size))
  }

  /** Rows of `links` at each statement, whichever end it is. */
  get linksOf(): Row[][] {
    return this.once('linksOf', () => {
      const { first, second } = this.tables.links
      const found: Row[][] = Array.from({ length: this.size }, () => [])
      first.forEach((row, link) => found[row]?.push(link))
      second.forEach((row, link) => found[row]?.push(link))
      return found
    })
  }

  /** Rows of `links` inside each event that contradict. */
  get oddsOf(): Row[][] {
    return this.once('oddsOf', () => {
      const { links, statements, events } = this.tables
      const contradicts = this.findCode('link', 'contradicts')
      const found: Row[][] = Array.from({ length: events.id.length }, () => [])
      links.kind.forEach((kind, link) => {
        const event = statements.event[links.first[link]!]!
        if (kind === contradicts && event !== NONE && event === statements.event[links.second[link]!]) {
          found[event]!.push(link)
        }
      })
      return found
    })
  }

  /** Events that are part of each event. */
  get partsOf(): Row[][] {
    return this.once('partsOf', () => group(this.tables.events.partOf, this.tables.events.id.length))
  }

  /** A place and what it lies in, the narrowest first. */
  around(place: Row): Row[] {
    const found: Row[] = []
    for (let at = place; at !== NONE && at !== undefined && !found.includes(at); at = this.tables.places.inside[at]!) {
      found.push(at)
    }
    return found
  }

  /** Who published each article: the publisher, else the agency, else nobody known. */
  publisher(article: Row): string | null {
    return this.tables.articles.publisher[article] ?? this.tables.articles.agency[article] ?? null
  }

  private once<T>(name: string, make: () => T): T {
    if (!this.made.has(name)) this.made.set(name, make())
    return this.made.get(name) as T
  }
}

function invert(names: string[]): Map<string, Row> {
  return new Map(names.map((name, row) => [name, row]))
}

function group(homes: Row[], size: number): Row[][] {
  const found: Row[][] = Array.from({ length: size }, () => [])
  homes.forEach((home, row) => found[home]?.push(row))
  return found
}
