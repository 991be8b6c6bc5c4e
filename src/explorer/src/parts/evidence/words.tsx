// The words of a statement inside the text around them, with what they were read as.

import { useMemo } from 'preact/hooks'
import type { StatementRecord } from '../../data/documents'
import { cutExcerpts } from '../../data/excerpts'
import { PointText } from '../../data/text'
import { t } from '../../i18n'
import { MarkedText } from '../marked-text'
import { listMarks } from '../marks'

export function Words({ text, record }: { text: string; record: StatementRecord }) {
  const points = useMemo(() => new PointText(text), [text])
  const excerpts = useMemo(() => cutExcerpts(points, record.evidence), [points, record])
  const marks = useMemo(() => listMarks(record), [record])
  // What stands far from the evidence (a dateline, a name given sentences before) has an excerpt of its own.
  const far = useMemo(() => {
    const outside = marks.filter((one) => !excerpts.some(({ start, end }) => one.start >= start && one.end <= end))
    return cutExcerpts(points, outside, FAR)
  }, [points, marks, excerpts])
  const show = (start: number, end: number) => (
    <blockquote key={start} dir="auto">
      {start > 0 && '… '}
      <MarkedText text={points} start={start} end={end} marks={marks} lit={record.evidence} isNamed />
      {end < points.length && ' …'}
    </blockquote>
  )
  return (
    <section class="evidence-words" aria-label={t('evidence.words')}>
      {excerpts.map(({ start, end }) => show(start, end))}
      {far.length > 0 && (
        <>
          <h3>{t('evidence.elsewhere')}</h3>
          {far.map(({ start, end }) => show(start, end))}
        </>
      )}
    </section>
  )
}

const FAR = 60
