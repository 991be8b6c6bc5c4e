// The documents of a running `kgbuild serve`.

import type {
  ArticleDocument, EntityDocument, FindingRow, Hits, IndexDocument, JudgementRow, Meta, NamedQuery, Page, QuestionRow, RefusedRow,
  SparqlAnswer, Vocabulary,
} from './documents'
import { readTriples } from './ntriples'
import { SourceError, type Source } from './source'

const KEPT_ARTICLES = 64
/** The most that the server gives at once. */
const PAGE_ROWS = '200'
const RESULTS = 'application/sparql-results+json'
const TRIPLES = 'application/n-triples'

export class HttpSource implements Source {
  readonly isFile = false
  private readonly root: string
  private readonly token: string | null
  private readonly articles = new Map<string, Promise<ArticleDocument>>()

  constructor(root: string, token: string | null) {
    this.root = root
    this.token = token
  }

  meta = () => this.get<Meta>('/api/meta')
  index = () => this.get<IndexDocument>('/api/index')
  vocabulary = () => this.get<Vocabulary>('/api/vocabulary')
  queries = () => this.get<NamedQuery[]>('/api/queries')

  article(id: string): Promise<ArticleDocument> {
    const kept = this.articles.get(id)
    if (kept) return kept
    const asked = this.get<ArticleDocument>(`/api/articles/${encodeURIComponent(id)}`)
    this.articles.set(id, asked)
    asked.catch(() => this.articles.delete(id))
    const oldest = this.articles.keys().next().value
    if (this.articles.size > KEPT_ARTICLES && oldest !== undefined) this.articles.delete(oldest)
    return asked
  }

  entity = (key: string) =>
    this.get<EntityDocument>(`/api/entities/${key.split('/').map(encodeURIComponent).join('/')}`)

  search = (text: string) => this.get<Hits>('/api/search', { q: text })

  ask = (query: NamedQuery, parameters: Record<string, string>, signal?: AbortSignal) =>
    this.get<SparqlAnswer>(`/api/queries/${encodeURIComponent(query.name)}`, parameters, signal)

  async sparql(query: string, signal?: AbortSignal): Promise<SparqlAnswer> {
    const response = await this.fetch('/sparql', {
      method: 'POST',
      headers: { 'Content-Type': 'application/sparql-query', Accept: `${RESULTS}, ${TRIPLES};q=0.5` },
      body: query,
      signal: signal ?? null,
    })
    const text = await response.text()
    const isGraph = response.headers.get('Content-Type')?.startsWith(TRIPLES)
    return isGraph ? readTriples(text) : (JSON.parse(text) as SparqlAnswer)
  }

  findings = (cursor?: string) => this.page<FindingRow>('/api/findings', cursor)
  refused = (cursor?: string) => this.page<RefusedRow>('/api/refused', cursor)
  questions = (cursor?: string) => this.page<QuestionRow>('/api/questions', cursor)
  judgements = (cursor?: string) => this.page<JudgementRow>('/api/judgements', cursor)

  judge({ first, second, verdict, who, why }: JudgementRow): Promise<void> {
    return this.write('POST', { first, second, verdict, ...(who ? { who } : {}), ...(why ? { why } : {}) })
  }

  withdraw = ({ first, second }: JudgementRow) => this.write('DELETE', { first, second })

  private page<R>(path: string, cursor?: string): Promise<Page<R>> {
    return this.get<Page<R>>(path, { limit: PAGE_ROWS, ...(cursor === undefined ? {} : { cursor }) })
  }

  private async write(method: string, judgement: Partial<JudgementRow>): Promise<void> {
    const headers = { 'Content-Type': 'application/json' }
    await this.send('/api/judgements', { method, headers, body: JSON.stringify(judgement) })
  }

  private get<T>(path: string, parameters: Record<string, string> = {}, signal?: AbortSignal): Promise<T> {
    const query = new URLSearchParams(parameters).toString()
    return this.send<T>(query ? `${path}?${query}` : path, { signal: signal ?? null })
  }

  private async send<T>(path: string, request: RequestInit): Promise<T> {
    const text = await (await this.fetch(path, request)).text()
    return (text ? JSON.parse(text) : undefined) as T
  }

  private async fetch(path: string, request: RequestInit): Promise<Response> {
    const headers = new Headers(request.headers)
    if (!headers.has('Accept')) headers.set('Accept', 'application/json')
    if (this.token) headers.set('Authorization', `Bearer ${this.token}`)
    let response: Response
    try {
      response = await fetch(this.root + path, { ...request, headers })
    } catch (error) {
      if (request.signal?.aborted) throw error
      throw new SourceError('The server does not answer. Is kgbuild serve still running?')
    }
    if (!response.ok) throw new SourceError(await readError(response), response.status)
    return response
  }
}

async function readError(response: Response): Promise<string> {
  const text = await response.text()
  try {
    const told = JSON.parse(text) as { error?: string; next?: string }
    return [told.error, told.next].filter(Boolean).join(' ') || text
  } catch {
    return text || `${response.status} ${response.statusText}`
  }
}
