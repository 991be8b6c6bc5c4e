// A statement in, what a footnote or a bibliography needs to point at it out.

import type { ArticleHeader, StatementRecord } from './documents'

/** One segment of an IRI, as the graph writes it: everything but letters, digits and "_.-~" in percent signs. */
export function encodeSegment(id: string): string {
  return encodeURIComponent(id).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** The statement's name in the graph, which outlives every address. */
export function nameStatement(base: string, id: string): string {
  return `${base}statement/${encodeSegment(id)}`
}

/** An address that may be followed, or null: those of other schemes run programs. */
export function safeAddress(url: string | null | undefined): string | null {
  if (!url) return null
  try {
    const { protocol, href } = new URL(url)
    return protocol === 'https:' || protocol === 'http:' ? href : null
  } catch {
    return null
  }
}

/** "Title". Publisher (Agency), 2025-04-08. https://… Words: "…". Statement: https://w3id.org/… */
export function citePlain(record: StatementRecord, iri: string): string {
  const { article } = record
  const outlet = tellOutlet(article)
  const printed = [outlet, article.published?.slice(0, 10)].filter(Boolean).join(', ')
  const sentences = [
    article.title ? `“${stop(flat(article.title))}”` : '',
    printed ? `${printed}.` : '',
    safeAddress(article.url) ?? '',
    `“${record.evidence.map((one) => flat(one.text)).join(' … ')}”`,
    `Statement ${iri}`,
  ]
  return sentences.filter(Boolean).join(' ')
}

export function citeBibtex(record: StatementRecord, iri: string): string {
  const { article } = record
  const address = safeAddress(article.url)
  const [year, month] = article.published?.split('-') ?? []
  const fields: [string, string | undefined][] = [
    ['title', article.title ? `{${escapeTex(flat(article.title))}}` : undefined],
    ['author', article.byline ? `{${escapeTex(flat(article.byline))}}` : undefined],
    ['organization', escapeTex(flat(tellOutlet(article)))],
    ['year', year],
    ['month', month && String(Number(month))],
    ['url', address ? address.replace(/[{}\\]/g, encodeURIComponent) : undefined],
    ['note', `Statement ${iri}`],
  ]
  const lines = fields.filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}}`)
  return `@misc{${record.id.replace(/[^\w.-]/g, '')},\n${lines.join(',\n')}\n}\n`
}

function tellOutlet(article: ArticleHeader): string {
  const { publisher, agency } = article
  if (publisher && agency && publisher !== agency) return `${publisher} (${agency})`
  return publisher ?? agency ?? ''
}

function stop(title: string): string {
  return /[.!?…]$/.test(title) ? title : `${title}.`
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

const TEX: Record<string, string> = {
  '\\': '\\textbackslash{}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}',
}

function escapeTex(text: string): string {
  return text.replace(/[\\~^]|[{}$&%#_]/g, (mark) => TEX[mark] ?? `\\${mark}`)
}
