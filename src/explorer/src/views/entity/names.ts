// What the articles call an actor or a place, and what joined each name to it: documents of articles in, names out.

import type { Row, StatementRecord } from '../../data/documents'
import type { Graph } from '../../data/graph'
import type { Source } from '../../data/source'

export interface Name {
  text: string
  /** How many statements use it. */
  count: number
  /** Rules of resolution by which it came to be this one ("registry", "gazetteer"). */
  rules: string[]
  /** A statement that uses it. */
  row: Row
}

/** Articles that are read for names, at most; those of an actor of thousands of articles tell nothing more. */
export const MOST_ARTICLES = 60

/** Names by how many statements use them; `isWhole` tells whether all articles were read. */
export async function readNames(
  graph: Graph, source: Source, kind: 'actor' | 'place', about: Row, rows: Row[],
): Promise<{ names: Name[]; isWhole: boolean }> {
  const { statements, articles } = graph.tables
  const byArticle = new Map<Row, Row[]>()
  for (const row of rows) {
    const article = statements.article[row]!
    byArticle.set(article, [...(byArticle.get(article) ?? []), row])
  }
  const read = [...byArticle].slice(0, MOST_ARTICLES)
  const documents = await Promise.all(read.map(([article]) => source.article(articles.id[article]!)))
  const names = new Map<string, Name>()
  documents.forEach((document, at) => {
    const records = new Map(document.statements.map((record) => [record.id, record]))
    for (const row of read[at]![1]) {
      const record = records.get(statements.id[row]!)
      if (record) for (const told of tell(graph, kind, about, row, record)) note(names, told, row)
    }
  })
  const found = [...names.values()].sort((a, b) => b.count - a.count || a.text.localeCompare(b.text))
  return { names: found, isWhole: read.length === byArticle.size }
}

interface Told { text: string; rule: string | null }

function tell(graph: Graph, kind: 'actor' | 'place', about: Row, row: Row, record: StatementRecord): Told[] {
  const { statements } = graph.tables
  const told: Told[] = []
  const add = (text: string | null | undefined, rule: string | null | undefined) => text && told.push({ text, rule: rule ?? null })
  if (kind === 'place') {
    statements.places[row]!.forEach((one, at) => {
      const place = record.locations[at]
      if (one === about && place) add(place.mention?.text ?? place.name, place.rule)
    })
    return told
  }
  for (const slot of ['actors', 'recipients'] as const) {
    statements[slot][row]!.forEach((one, at) => {
      const actor = record[slot][at]
      if (one === about && actor) add(actor.mention?.text ?? actor.name, actor.rule)
    })
  }
  statements.claimants[row]!.forEach((one, at) => {
    const claimant = record.claimants[at]
    if (one === about && claimant) add(claimant.mention?.text ?? claimant.name, null)
  })
  return told
}

function note(names: Map<string, Name>, { text, rule }: Told, row: Row): void {
  const name = names.get(text) ?? { text, count: 0, rules: [], row }
  name.count++
  if (rule !== null && !name.rules.includes(rule)) name.rules.push(rule)
  names.set(text, name)
}
