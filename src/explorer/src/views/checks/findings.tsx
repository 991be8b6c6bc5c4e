// What the checks noticed, by code; and the statements that they refused, with the reason and the sentence.

import { useMemo } from 'preact/hooks'
import type { FindingRecord, FindingRow, RefusedRow, StatementRecord } from '../../data/documents'
import { type Graph, NONE } from '../../data/graph'
import { formatNumber, t } from '../../i18n'
import { label, labelAction } from '../../i18n/labels'
import { describeDeed } from '../../parts/names'
import { VirtualRows } from '../../parts/virtual-rows'
import { address, openEvidence, route, vocabulary } from '../../state'
import { countCodes } from './lists'

const ROW_PIXELS = 76

export function Findings({ graph, rows }: { graph: Graph; rows: FindingRow[] }) {
  const code = route.value.own.code ?? ''
  const codes = useMemo(() => countCodes(rows), [rows])
  const shown = useMemo(() => (code ? rows.filter((row) => row.code === code) : rows), [rows, code])
  if (rows.length === 0) return <p class="message">{t('checks.findings.none')}</p>
  return (
    <div class="checks-split">
      <nav class="checks-codes" aria-label={t('checks.codes')}>
        <ul>
          <li>
            <a href={address({ own: { code: '' } })} aria-current={code === '' ? 'true' : undefined}>
              <span>{t('checks.codes.all')}</span>
              <span class="count">{formatNumber(rows.length)}</span>
            </a>
          </li>
          {codes.map((one) => (
            <li key={one.code}>
              <a href={address({ own: { code: one.code } })} aria-current={code === one.code ? 'true' : undefined} title={explain(one.code)}>
                <span>
                  <Severity severity={one.severity} /> <code>{one.code}</code> {nameCode(one.code)}
                </span>
                <span class="count">{formatNumber(one.count)}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="checks-rows">
        {code && explain(code) && (
          <p class="checks-meaning">
            <b>
              {code} {nameCode(code)}.
            </b>{' '}
            {explain(code)}
          </p>
        )}
        <VirtualRows
          key={code}
          count={shown.length}
          height={ROW_PIXELS}
          columns={3}
          label={t('checks.tab.findings')}
          render={(at) => <FindingLine key={at} graph={graph} row={shown[at]!} at={at} />}
        />
      </div>
    </div>
  )
}

function FindingLine({ graph, row, at }: { graph: Graph; row: FindingRow; at: number }) {
  const statement = graph.findStatement(row.statement)
  return (
    <div class="finding-row" role="row" aria-rowindex={at + 2}>
      <span role="cell">
        <Severity severity={row.severity} /> <code>{row.code}</code> <span class="soft">{label('slot', row.slot)}</span>
      </span>
      <span role="cell" dir="auto" title={row.message}>
        {row.message}
      </span>
      <span role="cell" class="finding-of">
        {statement === NONE ? (
          <span class="soft">{t('checks.of-refused')}</span>
        ) : (
          <button type="button" class="plain" data-statement={row.statement} onClick={() => openEvidence(statement)}>
            {describeDeed(graph, statement)}
          </button>
        )}{' '}
        <ArticleLink graph={graph} id={row.article} />
      </span>
    </div>
  )
}

function ArticleLink({ graph, id, title }: { graph: Graph; id: string; title?: string | null }) {
  const row = graph.findArticle(id)
  return (
    <a href={address({ view: 'article', about: id })} dir="auto">
      {title ?? (row === NONE ? null : graph.tables.articles.title[row]) ?? id}
    </a>
  )
}

const SIGNS = { error: '✕', warning: '!', info: 'i' }

function Severity({ severity }: { severity: FindingRecord['severity'] }) {
  const name = label('severity', severity)
  return (
    <span class={`severity severity-${severity}`} role="img" aria-label={name} title={name}>
      {SIGNS[severity]}
    </span>
  )
}

function nameCode(code: string): string {
  return vocabulary.value.finding?.[code]?.label.en ?? ''
}

function explain(code: string): string {
  return vocabulary.value.finding?.[code]?.definition ?? ''
}

export function Refused({ graph, rows }: { graph: Graph; rows: RefusedRow[] }) {
  const shown = rows.slice(0, MOST_SHOWN)
  if (rows.length === 0) return <p class="message">{t('checks.refused.none')}</p>
  return (
    <div class="checks-cards">
      <p class="soft">{t('checks.refused.how')}</p>
      <ul>
        {shown.map(({ statement, title }) => (
          <li key={statement.id} class="check-card">
            <p class="check-head">
              <b dir="auto">{describeRecord(statement)}</b> <ArticleLink graph={graph} id={statement.article.id} title={title} />
            </p>
            {statement.evidence.map((mention) => (
              <blockquote key={mention.start} dir="auto">
                {mention.text}
              </blockquote>
            ))}
            <ul class="check-reasons">
              {statement.findings.map((finding, at) => (
                <li key={at}>
                  <Severity severity={finding.severity} /> <code title={explain(finding.code)}>{finding.code}</code> {nameCode(finding.code)}:{' '}
                  <span dir="auto">{finding.message}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {rows.length > shown.length && <p class="soft">{t('checks.first', { n: shown.length, all: rows.length })}</p>}
    </div>
  )
}

const MOST_SHOWN = 200

/** A statement that no table has, by its record. */
function describeRecord({ action, actors, recipients }: StatementRecord): string {
  const names = (slot: StatementRecord['actors']) => slot.map((one) => one.name ?? one.mention?.text ?? t('shell.actor.unknown')).join(', ')
  const done = labelAction(action.type, action.mode)
  return [names(actors) ? `${names(actors)}: ${done}` : done, names(recipients)].filter(Boolean).join(' → ')
}
