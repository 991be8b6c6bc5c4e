// Where documents come from: the server's API, or the page itself when it is an exported file.

import type {
  ArticleDocument, EntityDocument, FindingRow, Hits, IndexDocument, JudgementRow, Meta, NamedQuery, Page, QuestionRow, RefusedRow,
  SparqlAnswer, Vocabulary,
} from './documents'

export interface Source {
  readonly isFile: boolean
  meta(): Promise<Meta>
  index(): Promise<IndexDocument>
  vocabulary(): Promise<Vocabulary>
  article(id: string): Promise<ArticleDocument>
  /** What the graph knows of an actor or a place beyond the index; null where there is no more (in a file). */
  entity(key: string): Promise<EntityDocument | null>
  /** Ids of the statements and articles that hold the words. */
  search(text: string): Promise<Hits>
  queries(): Promise<NamedQuery[]>
  /** The answer of a shipped query; a file holds those with the default parameters alone. */
  ask(query: NamedQuery, parameters: Record<string, string>, signal?: AbortSignal): Promise<SparqlAnswer>
  /** SPARQL of the reader's own; not in a file. Triples come as rows of subject, predicate and object. */
  sparql(query: string, signal?: AbortSignal): Promise<SparqlAnswer>
  findings(cursor?: string): Promise<Page<FindingRow>>
  refused(cursor?: string): Promise<Page<RefusedRow>>
  questions(cursor?: string): Promise<Page<QuestionRow>>
  judgements(cursor?: string): Promise<Page<JudgementRow>>
  judge(judgement: JudgementRow): Promise<void>
  withdraw(judgement: JudgementRow): Promise<void>
}

/** What went wrong, in words for the reader. */
export class SourceError extends Error {
  readonly status: number
  constructor(message: string, status = 0) {
    super(message)
    this.status = status
  }
}

export async function openSource(): Promise<Source> {
  if (document.querySelector('script[data-document]')) return new (await import('./file-source')).FileSource()
  return new (await import('./http-source')).HttpSource(location.origin, takeToken())
}

/** A token comes in the address once (#token=…), is kept for this tab and taken out of the address. */
function takeToken(): string | null {
  const given = /^#token=([^&]+)$/.exec(location.hash)?.[1]
  if (given) {
    sessionStorage.setItem('token', decodeURIComponent(given))
    history.replaceState(null, '', location.pathname + location.search)
  }
  return sessionStorage.getItem('token')
}
