// The documents that an exported file carries: gzip and base64 in script elements that no browser runs.

import type {
  ArticleDocument, FindingRow, Hits, IndexDocument, JudgementRow, Meta, NamedQuery, Page, QuestionRow, RefusedRow,
  SparqlAnswer, Vocabulary,
} from './documents'
import { SourceError, type Source } from './source'

interface Checks {
  findings: FindingRow[]; refused: RefusedRow[]; questions: QuestionRow[]; judgements: JudgementRow[]
}

export class FileSource implements Source {
  readonly isFile = true
  private readonly read = new Map<string, Promise<unknown>>()

  meta = () => this.load<Meta>('meta')
  index = () => this.load<IndexDocument>('index')
  vocabulary = () => this.load<Vocabulary>('vocabulary')
  queries = () => this.load<NamedQuery[]>('queries')

  async article(id: string): Promise<ArticleDocument> {
    const chunk = (await this.load<Record<string, number>>('articles'))[id]
    const found = chunk === undefined ? undefined : (await this.chunk(chunk))[id]
    if (!found) throw new SourceError(`This file holds no article ${id}.`, 404)
    return found
  }

  /** A file holds no more of an actor or a place than the index and the articles tell. */
  entity = () => Promise.resolve(null)

  /** Every word has to stand in the evidence or the title, in any case. */
  async search(text: string): Promise<Hits> {
    const words = fold(text).split(/\s+/).filter(Boolean)
    const hits: Hits = { statements: [], articles: [], total: 0 }
    if (words.length === 0) return hits
    const holds = (told: string) => words.every((word) => told.includes(word))
    const chunks = new Set(Object.values(await this.load<Record<string, number>>('articles')))
    for (const chunk of [...chunks].sort((a, b) => a - b)) {
      for (const [id, found] of Object.entries(await this.chunk(chunk))) {
        const title = fold(found.article.title ?? '')
        const told = found.statements.filter((one) =>
          holds(`${title} ${fold(one.evidence.map((mention) => mention.text).join(' '))}`),
        )
        hits.statements.push(...told.map((one) => one.id))
        if (told.length > 0 || holds(`${title} ${fold(found.article.text)}`)) hits.articles.push(id)
      }
    }
    hits.total = hits.statements.length
    return hits
  }

  async ask(query: NamedQuery): Promise<SparqlAnswer> {
    if (!query.answer) throw new SourceError('This file holds no answer to that question.')
    return query.answer
  }

  sparql(): Promise<SparqlAnswer> {
    return Promise.reject(new SourceError('A file answers no SPARQL. Open the graph with: kgbuild serve GRAPH'))
  }

  findings = async () => makePage((await this.load<Checks>('checks')).findings)
  refused = async () => makePage((await this.load<Checks>('checks')).refused)
  questions = async () => makePage((await this.load<Checks>('checks')).questions)
  judgements = async () => makePage((await this.load<Checks>('checks')).judgements)

  judge = () => Promise.reject(new SourceError('A file takes no judgements. Use: kgbuild serve GRAPH --review'))
  withdraw = this.judge

  private chunk(number: number): Promise<Record<string, ArticleDocument>> {
    return this.load<Record<string, ArticleDocument>>(`articles/${number}`)
  }

  private load<T>(name: string): Promise<T> {
    const asked = this.read.get(name) ?? unpack(name)
    this.read.set(name, asked)
    return asked as Promise<T>
  }
}

async function unpack(name: string): Promise<unknown> {
  const element = document.querySelector(`script[data-document="${CSS.escape(name)}"]`)
  if (!element) throw new SourceError(`This file is incomplete: it holds no ${name}. Export it again.`)
  const packed = Uint8Array.from(atob((element.textContent ?? '').trim()), (letter) => letter.charCodeAt(0))
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))
  return JSON.parse(await new Response(stream).text())
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

function makePage<R>(rows: R[]): Page<R> {
  return { rows, total: rows.length, next: null }
}
