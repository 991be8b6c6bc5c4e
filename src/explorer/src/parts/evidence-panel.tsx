// A statement with the words it rests on, beside every view.

import { useEffect, useRef } from 'preact/hooks'
import type { Row, StatementRecord } from '../data/documents'
import { type Graph, NONE } from '../data/graph'
import { t } from '../i18n'
import { address, closeEvidence, openEvidence } from '../state'
import { Citing } from './evidence/citing'
import { Judged, Slots, Standing } from './evidence/details'
import { Others } from './evidence/others'
import { Printed } from './evidence/printed'
import { Told } from './evidence/told'
import { Words } from './evidence/words'
import { describeDeed, StatusMark } from './names'
import { useArticle } from './use-article'
import { useEvidenceFocus } from './use-evidence-focus'

export function EvidencePanel({ graph, row }: { graph: Graph; row: Row }) {
  const panel = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEvidenceFocus(panel, heading)
  useEffect(() => panel.current?.scrollTo({ top: 0 }), [row])
  const { statements, articles } = graph.tables
  const id = statements.id[row]!
  const asked = useArticle(articles.id[statements.article[row]!]!)
  const record = asked.document?.statements.find((one) => one.id === id)
  return (
    <aside class="evidence" ref={panel} aria-labelledby="evidence-title">
      <div class="evidence-bar">
        <Steps graph={graph} row={row} />
        <button type="button" class="evidence-close" onClick={closeEvidence} aria-keyshortcuts="Escape">
          {t('shell.close')} <span aria-hidden="true">×</span>
        </button>
      </div>
      <h2 id="evidence-title" tabIndex={-1} ref={heading}>
        {describeDeed(graph, row)} <StatusMark graph={graph} row={row} />
      </h2>
      <Told graph={graph} row={row} />
      {asked.error !== null && <p role="alert">{asked.error}</p>}
      {asked.document === null && asked.error === null && <p role="status">{t('evidence.loading')}</p>}
      {asked.document && !record && <p role="alert">{t('evidence.gone')}</p>}
      {asked.document && record && (
        <>
          <Words text={asked.document.article.text} record={record} />
          <Printed graph={graph} row={row} article={asked.document.article} />
          <Read graph={graph} row={row} record={record} />
        </>
      )}
      <Others graph={graph} row={row} />
      {record && <Citing graph={graph} record={record} />}
    </aside>
  )
}

function Read({ graph, row, record }: { graph: Graph; row: Row; record: StatementRecord }) {
  return (
    <>
      <Standing graph={graph} row={row} record={record} />
      <Slots graph={graph} row={row} record={record} />
      <Judged record={record} />
    </>
  )
}

/** Back and forth among the statements of one event, and the way to all of them. */
function Steps({ graph, row }: { graph: Graph; row: Row }) {
  const event = graph.tables.statements.event[row]!
  if (event === NONE) return <span class="evidence-steps" />
  const all = graph.ofEvent[event]!
  const at = all.indexOf(row)
  return (
    <span class="evidence-steps">
      <button type="button" disabled={at <= 0} aria-label={t('evidence.previous')} onClick={() => openEvidence(all[at - 1]!)}>
        <span class="arrow" aria-hidden="true">
          ←
        </span>
      </button>
      <a href={address({ view: 'claims', about: graph.tables.events.id[event]! })} title={t('evidence.compare')}>
        {t('evidence.position', { at: at + 1, n: all.length })}
      </a>
      <button
        type="button"
        disabled={at >= all.length - 1}
        aria-label={t('evidence.next')}
        onClick={() => openEvidence(all[at + 1]!)}
      >
        <span class="arrow" aria-hidden="true">
          →
        </span>
      </button>
    </span>
  )
}
