// What is known of the actor or the tie that the reader picked, with the statements behind it.

import type { Row } from '../../data/documents'
import { type Graph } from '../../data/graph'
import { formatNumber, t } from '../../i18n'
import { labelCode } from '../../i18n/labels'
import { nameActor } from '../../parts/names'
import { StatementCard } from '../../parts/statement-card'
import { address, setFilter } from '../../state'
import { LineMark } from './legend'
import { splitTie, type Tie } from './ties'

export function TieCard({ graph, tie, onActor, onClose }: { graph: Graph; tie: Tie; onActor: (row: Row) => void; onClose: () => void }) {
  return (
    <StatementCard
      graph={graph}
      rows={tie.rows}
      onClose={onClose}
      title={
        <>
          <Party graph={graph} row={tie.from} onActor={onActor} />{' '}
          <span class="arrow" aria-hidden="true">
            →
          </span>{' '}
          <Party graph={graph} row={tie.to} onActor={onActor} />
        </>
      }
    >
      <ul class="card-parts">
        {splitTie(graph, tie).map((part) => (
          <li key={part.key}>
            <LineMark kind={part.kind} standing={part.standing} />
            <span>
              {labelCode(graph, 'type', part.type)}
              {part.standing !== 'done' && <span class="soft"> ({t(`network.standing.${part.standing}`)})</span>}
            </span>
            <span class="count">{formatNumber(part.rows.length)}</span>
          </li>
        ))}
      </ul>
    </StatementCard>
  )
}

function Party({ graph, row, onActor }: { graph: Graph; row: Row; onActor: (row: Row) => void }) {
  return (
    <button type="button" class="plain" onClick={() => onActor(row)}>
      <bdi>{nameActor(graph, row)}</bdi>
    </button>
  )
}

interface ActorProps {
  graph: Graph
  row: Row
  rows: Row[]
  group: string
  colour: string
  neighbours: number
  hidden: number
  isFocus: boolean
  /** Whether its neighbours are shown; null where that can't change. */
  isOpen: boolean | null
  onFocus: () => void
  onOpen: (isOpen: boolean) => void
  onClose: () => void
}

export function ActorCard(props: ActorProps) {
  const { graph, row, rows, isFocus, isOpen } = props
  const { actors } = graph.tables
  const facts = [labelCode(graph, 'kind', actors.kind[row]!), labelCode(graph, 'country', actors.country[row]!), labelCode(graph, 'sector', actors.sector[row]!)]
  return (
    <StatementCard graph={graph} rows={rows} onClose={props.onClose} title={<bdi>{nameActor(graph, row)}</bdi>}>
      <p>
        <svg class="dot" viewBox="0 0 10 10" aria-hidden="true">
          <circle cx="5" cy="5" r="4.5" style={{ fill: props.colour }} />
        </svg>{' '}
        {props.group} · {facts.filter(Boolean).join(' · ')}
      </p>
      <p class="soft">
        {t('network.neighbours', { n: props.neighbours })}
        {props.hidden > 0 && ` · ${t('network.hidden', { n: props.hidden })}`} · {t('shell.statements', { n: rows.length })}
      </p>
      <p class="card-ways">
        <a href={address({ view: 'entity', about: actors.key[row]! })}>{t('network.entity')}</a>
        <button type="button" class="plain" onClick={props.onFocus}>
          {t(isFocus ? 'network.unfocus' : 'network.focus')}
        </button>
        {isOpen !== null && (
          <button type="button" class="plain" onClick={() => props.onOpen(!isOpen)}>
            {t(isOpen ? 'network.shut' : 'network.open')}
          </button>
        )}
        <button type="button" class="plain" onClick={() => setFilter({ actor: [actors.key[row]!] })}>
          {t('network.only')}
        </button>
      </p>
    </StatementCard>
  )
}
