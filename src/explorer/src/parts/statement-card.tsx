// A card over a picture with the statements behind a part of it, however many; each opens its evidence.

import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Row } from '../data/documents'
import { type Graph, NONE } from '../data/graph'
import { t } from '../i18n'
import { opened, openEvidence } from '../state'
import { describeChain, describeDeed, describeWhen, nameActors, namePlace, StatusMark } from './names'
import { VirtualRows } from './virtual-rows'

const ROW_PIXELS = 62

interface Props {
  graph: Graph
  rows: Row[]
  title: ComponentChildren
  /** What stands between title and statements. */
  children?: ComponentChildren
  onClose: () => void
}

export function StatementCard({ graph, rows, title, children, onClose }: Props) {
  const card = useRef<HTMLElement>(null)
  // Whoever came by keyboard goes on in the card, and is back at the picture when it closes.
  useEffect(() => {
    const before = document.activeElement
    card.current?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement && (document.activeElement === document.body || card.current?.contains(document.activeElement))) before.focus()
    }
  }, [])
  return (
    <section
      class="card"
      ref={card}
      tabIndex={-1}
      aria-label={t('chart.card')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <header class="card-head">
        <h2>{title}</h2>
        <button type="button" class="card-close" aria-label={t('shell.close')} onClick={onClose}>
          <span aria-hidden="true">×</span>
        </button>
      </header>
      {children}
      {rows.length > 0 && (
        <div class="card-rows">
          <VirtualRows
            count={rows.length}
            height={ROW_PIXELS}
            label={t('shell.statements', { n: rows.length })}
            render={(place) => <StatementRow key={rows[place]} graph={graph} row={rows[place]!} place={place} />}
          />
        </div>
      )}
    </section>
  )
}

function StatementRow({ graph, row, place }: { graph: Graph; row: Row; place: number }) {
  return (
    <div
      class="card-row"
      role="row"
      aria-rowindex={place + 1}
      data-open={opened.value === row || undefined}
      onClick={() => openEvidence(row)}
    >
      <span role="cell" class="card-deed">
        <button
          type="button"
          class="plain"
          data-statement={graph.tables.statements.id[row]}
          onClick={(click) => {
            click.stopPropagation()
            openEvidence(row)
          }}
        >
          {describeDeed(graph, row)}
        </button>{' '}
        <span class="soft">{describeWhen(graph, row)}</span> <StatusMark graph={graph} row={row} />
      </span>
      <span role="cell" class="card-parties" dir="auto">
        {describeParties(graph, row)}
      </span>
      <span role="cell" class="card-chain soft" dir="auto">
        {describeChain(graph, row)}
      </span>
    </div>
  )
}

/** Who does it, to whom, and where, in one line. */
export function describeParties(graph: Graph, row: Row): string {
  const { statements } = graph.tables
  const actors = statements.actors[row]!.length ? statements.actors[row]! : [NONE]
  const recipients = statements.recipients[row]!
  const places = [...new Set(statements.places[row]!)].filter((one) => one !== NONE).map((one) => namePlace(graph, one))
  const parties = nameActors(graph, actors) + (recipients.length ? ` → ${nameActors(graph, recipients)}` : '')
  return places.length ? `${parties} · ${places.join(', ')}` : parties
}
