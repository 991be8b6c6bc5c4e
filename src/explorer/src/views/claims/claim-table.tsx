// The claims of an event as a table: rows by side and by who says so, a column for each thing that may be told otherwise.

import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import type { Row } from '../../data/documents'
import { type Graph, NONE } from '../../data/graph'
import { t } from '../../i18n'
import { formatPublished } from '../../i18n/dates'
import { label, labelCode } from '../../i18n/labels'
import { ChainNames } from '../../parts/evidence/chain'
import { tellRange, tellUnit } from '../../parts/marks'
import { ActorNames, describeDeed, describeWhen, PlaceName, StatusMark } from '../../parts/names'
import { SideMark } from '../../parts/side-mark'
import { useArticles } from '../../parts/use-article'
import { opened, openEvidence } from '../../state'
import { type Column, COLUMNS, findColumn, type Group, type Note } from './claims-of'
import { NoteMark } from './note-list'

interface Props {
  graph: Graph
  event: Row
  groups: Group[]
  notes: Note[]
  colour: (code: number) => string
  pointed: number
  onPoint: (note: number) => void
}

// Roles are written out, since a phone shows the rows as blocks, and a table shown as blocks is none to screen readers.
export function ClaimTable({ graph, event, groups, notes, colour, pointed, onPoint }: Props) {
  const words = useWords(graph, groups)
  const isPointed = (row: Row) => notes.some((one) => one.number === pointed && (one.first === row || one.second === row))
  return (
    <div class="claims-scroll" tabIndex={0} role="region" aria-label={t('claims.table')}>
      <table class="claims-table" role="table" aria-label={t('claims.table')}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              {t('claims.who-says')}
            </th>
            {COLUMNS.map((column) => (
              <th key={column} role="columnheader" scope="col">
                {t(`claims.column.${column}`)}
              </th>
            ))}
            <th role="columnheader" scope="col">
              {t('claims.words')}
            </th>
          </tr>
        </thead>
        {groups.map(({ side, claims }) => (
          <tbody key={side} role="rowgroup">
            <tr role="row" class="claims-side">
              <th role="rowheader" scope="rowgroup" colSpan={COLUMNS.length + 2}>
                <SideMark side={graph.code('side', side)} colour={colour(side)} />{' '}
                <span class="soft">{t('claims.count', { n: claims.length })}</span>
              </th>
            </tr>
            {claims.map((row) => (
              <tr
                key={row}
                role="row"
                class="claim"
                data-open={opened.value === row || undefined}
                data-pointed={isPointed(row) || undefined}
              >
                <Sayer graph={graph} row={row} event={event} />
                {COLUMNS.map((column) => (
                  <Cell key={column} name={t(`claims.column.${column}`)}>
                    <Slot graph={graph} row={row} column={column} />
                    {notes
                      .filter((one) => (one.first === row || one.second === row) && findColumn(one.slot) === column)
                      .map((one) => (
                        <NoteMark key={one.number} note={one} isFirst={one.first === row} onPoint={onPoint} />
                      ))}
                  </Cell>
                ))}
                <Cell name={t('claims.words')} kind="words">
                  {words.has(row) ? <q dir="auto">{words.get(row)}</q> : <span class="soft">…</span>}
                </Cell>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

function Cell({ name, kind, children }: { name: string; kind?: string; children: ComponentChildren }) {
  return (
    <td role="cell" class={kind && `claim-${kind}`}>
      <span class="claim-name" aria-hidden="true">
        {name}
      </span>
      <div>{children}</div>
    </td>
  )
}

function Sayer({ graph, row, event }: { graph: Graph; row: Row; event: Row }) {
  const { statements, articles } = graph.tables
  const published = articles.published[statements.article[row]!]
  return (
    <th role="rowheader" scope="row" class="claim-sayer">
      <ChainNames graph={graph} row={row} />
      <span class="claim-facts">
        <StatusMark graph={graph} row={row} />{' '}
        {published ? formatPublished(published) : t('shell.date.none')}
        {statements.event[row] !== event && <span class="caution"> {t('claims.foreign')}</span>}
      </span>
      <button type="button" class="plain" data-statement={statements.id[row]} onClick={() => openEvidence(row)}>
        {t('claims.evidence')}
      </button>
    </th>
  )
}

function Slot({ graph, row, column }: { graph: Graph; row: Row; column: Column }) {
  const { statements, tolls } = graph.tables
  const untold = (
    <span class="unknown">
      <span aria-hidden="true">–</span>
      <span class="visually-hidden">{t('claims.untold')}</span>
    </span>
  )
  switch (column) {
    case 'deed':
      return <b>{describeDeed(graph, row)}</b>
    case 'actor':
    case 'recipient': {
      const rows = statements[column === 'actor' ? 'actors' : 'recipients'][row]!
      return rows.length ? <ActorNames graph={graph} rows={rows} /> : untold
    }
    case 'place': {
      const places = statements.places[row]!
      if (places.every((one) => one === NONE)) return untold
      return (
        <>
          {places.map((place, at) => (
            <div key={at}>
              {labelCode(graph, 'relation', statements.relations[row]![at]!)} <PlaceName graph={graph} row={place} />
            </div>
          ))}
        </>
      )
    }
    case 'date':
      return (
        <>
          {describeWhen(graph, row)}
          {graph.code('basis', statements.basis[row]!) === 'publication' && (
            <div class="soft">{t('evidence.basis.publication')}</div>
          )}
        </>
      )
    case 'quantity': {
      const counted = graph.tollsOf[row]!
      if (counted.length === 0) return untold
      return (
        <>
          {counted.map((toll) => (
            <div key={toll}>
              {label('toll', graph.code('toll', tolls.kind[toll]!))}:{' '}
              <b>
                {tellRange(tolls.low[toll]!, tolls.high[toll]!, tolls.approximate[toll] === 1)}
                {tellUnit(graph.code('unit', tolls.unit[toll]!))}
              </b>
            </div>
          ))}
        </>
      )
    }
  }
}

/** The words of each claim, as their articles come in. */
function useWords(graph: Graph, groups: Group[]): ReadonlyMap<Row, string> {
  const { statements, articles } = graph.tables
  const ids = useMemo(() => {
    const rows = groups.flatMap((group) => group.claims).map((row) => statements.article[row]!)
    return [...new Set(rows)].map((row) => articles.id[row]!)
  }, [groups])
  const documents = useArticles(ids)
  return useMemo(() => {
    const words = new Map<Row, string>()
    for (const document of documents.values()) {
      for (const record of document.statements) {
        const row = graph.findStatement(record.id)
        if (row !== NONE) words.set(row, record.evidence.map((one) => one.text).join(' … '))
      }
    }
    return words
  }, [documents])
}
