// The statements of an article in, its marks out: each stretch of a layer once, with all statements that rest on it.

import type { StatementRecord } from '../../data/documents'
import type { Stretch } from '../../data/segments'
import type { PageLayer } from '../../parts/layers'
import type { Mark } from '../../parts/marks'

export interface ArticleMark extends Stretch {
  layer: PageLayer
  /** What the words were read as, each reading once. */
  values: string[]
  /** Ids of statements. */
  statements: string[]
}

/**
 * @param read the marks of one statement, `listMarks`
 * @returns in the order of the text; of one start the longest first
 */
export function mergeMarks(
  records: readonly StatementRecord[],
  read: (record: StatementRecord) => (Omit<Mark, 'layer'> & { layer: PageLayer })[],
): ArticleMark[] {
  const found = new Map<string, ArticleMark>()
  for (const record of records) {
    for (const { start, end, layer, value } of read(record)) {
      const key = `${start} ${end} ${layer}`
      const mark = found.get(key) ?? { start, end, layer, values: [], statements: [] }
      if (value && !mark.values.includes(value)) mark.values.push(value)
      if (!mark.statements.includes(record.id)) mark.statements.push(record.id)
      found.set(key, mark)
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start || b.end - a.end)
}

/** What an error found in a refused statement says; all findings where none is an error. */
export function listReasons(record: StatementRecord): string[] {
  const errors = record.findings.filter((one) => one.severity === 'error')
  return (errors.length ? errors : record.findings).map((one) => `${one.code}: ${one.message}`)
}
