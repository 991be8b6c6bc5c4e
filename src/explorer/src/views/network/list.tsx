// Actors and ties in sight as lists: the same as the picture, for those who can't see it or want to read it.

import type { Row } from '../../data/documents'
import type { Graph } from '../../data/graph'
import { formatNumber, t } from '../../i18n'
import { labelCode } from '../../i18n/labels'
import { nameActor } from '../../parts/names'
import { VirtualRows } from '../../parts/virtual-rows'
import { LineMark } from './legend'
import type { Tie } from './ties'

const ROW_PIXELS = 34

interface Props {
  graph: Graph
  actors: { row: Row; name: string; count: number; neighbours: number; group: string; colour: string }[]
  ties: Tie[]
  onActor: (row: Row) => void
  onTie: (tie: Tie) => void
}

export function NetworkList({ graph, actors, ties, onActor, onTie }: Props) {
  return (
    <div class="network-lists">
      <VirtualRows
        count={actors.length}
        height={ROW_PIXELS}
        label={t('network.actors', { n: actors.length })}
        columns={4}
        header={
          <div class="network-row network-head" role="row" aria-rowindex={1}>
            <span role="columnheader">{t('network.list.actor')}</span>
            <span role="columnheader">{t('network.list.group')}</span>
            <span role="columnheader">{t('network.list.neighbours')}</span>
            <span role="columnheader">{t('network.list.statements')}</span>
          </div>
        }
        render={(place) => {
          const one = actors[place]!
          return (
            <div class="network-row" role="row" key={one.row} aria-rowindex={place + 2}>
              <span role="cell">
                <button type="button" class="plain" data-actor={graph.tables.actors.key[one.row]} onClick={() => onActor(one.row)}>
                  <span dir="auto">{one.name}</span>
                </button>
              </span>
              <span role="cell">
                <svg class="dot" viewBox="0 0 10 10" aria-hidden="true">
                  <circle cx="5" cy="5" r="4.5" style={{ fill: one.colour }} />
                </svg>{' '}
                {one.group}
              </span>
              <span role="cell">{formatNumber(one.neighbours)}</span>
              <span role="cell">{formatNumber(one.count)}</span>
            </div>
          )
        }}
      />
      <VirtualRows
        count={ties.length}
        height={ROW_PIXELS}
        label={t('network.ties', { n: ties.length })}
        columns={3}
        header={
          <div class="network-row network-row-tie network-head" role="row" aria-rowindex={1}>
            <span role="columnheader">{t('network.list.tie')}</span>
            <span role="columnheader">{t('network.list.kind')}</span>
            <span role="columnheader">{t('network.list.statements')}</span>
          </div>
        }
        render={(place) => {
          const tie = ties[place]!
          return (
            <div class="network-row network-row-tie" role="row" key={tie.key} aria-rowindex={place + 2}>
              <span role="cell">
                <button type="button" class="plain" data-tie={tie.pair} onClick={() => onTie(tie)}>
                  <bdi>{nameActor(graph, tie.from)}</bdi>{' '}
                  <span class="arrow" aria-hidden="true">
                    →
                  </span>{' '}
                  <bdi>{nameActor(graph, tie.to)}</bdi>
                </button>
              </span>
              <span role="cell">
                <LineMark kind={tie.kind} standing={tie.standing} /> {tie.type < 0 ? t(`network.kind.${tie.kind}`) : labelCode(graph, 'type', tie.type)}
                {tie.standing !== 'done' && `, ${t(`network.standing.${tie.standing}`)}`}
              </span>
              <span role="cell">{formatNumber(tie.rows.length)}</span>
            </div>
          )
        }}
      />
    </div>
  )
}
