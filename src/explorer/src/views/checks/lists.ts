// Lists of what there is to check, page by page as they come, and what of them the selection is about.

import { useEffect, useState } from 'preact/hooks'
import type { FindingRow, JudgementRow, Page, QuestionRow, RefusedRow, Row } from '../../data/documents'
import type { Selection } from '../../data/filter'
import { type Graph, NONE } from '../../data/graph'
import { notify } from '../../state'

export interface Listed<R> { rows: R[]; total: number; isWhole: boolean }

/** Rows that are read at most; who has more narrows them with `kgbuild check`. */
export const MOST_ROWS = 2000

/** All pages, each as it comes. `version` asks anew. */
export function usePages<R>(ask: ((cursor?: string) => Promise<Page<R>>) | null, version: unknown): Listed<R> | null {
  const [found, setFound] = useState<Listed<R> | null>(null)
  useEffect(() => {
    let isWanted = true
    const read = async (from: (cursor?: string) => Promise<Page<R>>) => {
      const rows: R[] = []
      let cursor: string | undefined
      do {
        const page: Page<R> = await from(cursor)
        if (!isWanted) return
        rows.push(...page.rows)
        cursor = page.next ?? undefined
        setFound({ rows: [...rows], total: page.total, isWhole: cursor === undefined })
      } while (cursor !== undefined && rows.length < MOST_ROWS)
    }
    if (ask) read(ask).catch((error: unknown) => isWanted && notify(error))
    return () => {
      isWanted = false
    }
  }, [ask === null, version])
  return found
}

/** A finding passes by its statement; one of a refused statement, which is in no selection, by its article. */
export function passesFinding(graph: Graph, selection: Selection, row: Pick<FindingRow, 'statement' | 'article'>): boolean {
  const statement = graph.findStatement(row.statement)
  return statement === NONE ? passesArticle(graph, selection, row.article) : selection.hasStatement[statement] === 1
}

export function passesRefused(graph: Graph, selection: Selection, row: RefusedRow): boolean {
  return passesArticle(graph, selection, row.statement.article.id)
}

/** One statement of an article is enough; an article without any passes while nothing is filtered out. */
function passesArticle(graph: Graph, selection: Selection, id: string): boolean {
  const article = graph.findArticle(id)
  const rows: Row[] = article === NONE ? [] : graph.ofArticle[article]!
  return rows.length === 0 ? selection.statements.length === graph.size : rows.some((row) => selection.hasStatement[row])
}

/** A question passes by the sentences on either side. */
export function passesQuestion(graph: Graph, selection: Selection, row: QuestionRow): boolean {
  const words = [...row.firstWords, ...row.secondWords]
  if (words.length === 0) return selection.statements.length === graph.size
  return words.some(({ statement, article }) => passesFinding(graph, selection, { statement, article }))
}

export interface Code { code: string; severity: FindingRow['severity']; count: number }

const GRAVE = { error: 0, warning: 1, info: 2 }

/** Codes with how often they were found, the gravest first, then the commonest. */
export function countCodes(rows: FindingRow[]): Code[] {
  const codes = new Map<string, Code>()
  for (const { code, severity } of rows) {
    const found = codes.get(code) ?? { code, severity, count: 0 }
    found.count++
    if (GRAVE[severity] < GRAVE[found.severity]) found.severity = severity
    codes.set(code, found)
  }
  return [...codes.values()].sort((a, b) => GRAVE[a.severity] - GRAVE[b.severity] || b.count - a.count || (a.code < b.code ? -1 : 1))
}

/** A pair of keys, whichever is named first. */
export function pairKey({ first, second }: Pick<JudgementRow, 'first' | 'second'>): string {
  return [first, second].sort().join('\0')
}
