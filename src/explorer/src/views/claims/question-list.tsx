// The events on which the selection disagrees, one a line.

import { useMemo } from 'preact/hooks'
import type { Row } from '../../data/documents'
import type { Selection } from '../../data/filter'
import { type Graph, NONE } from '../../data/graph'
import { formatNumber, t } from '../../i18n'
import { formatSpan } from '../../i18n/dates'
import { labelCode, labelSide } from '../../i18n/labels'
import { colourCodes } from '../../parts/colour'
import { nameAction, nameActor, namePlace } from '../../parts/names'
import { VirtualRows } from '../../parts/virtual-rows'
import { address, go } from '../../state'
import { listQuestions, type Question } from './questions'

const ROW_PIXELS = 58
const COLUMNS = ['question', 'slots', 'sides', 'sources'] as const

export function QuestionList({ graph, selection }: { graph: Graph; selection: Selection }) {
  const questions = useMemo(() => listQuestions(graph, selection), [graph, selection])
  const colour = useMemo(() => colourCodes(graph, 'side'), [graph])
  if (questions.length === 0) return <p class="message">{t('claims.none')}</p>
  return (
    <VirtualRows
      count={questions.length}
      height={ROW_PIXELS}
      columns={COLUMNS.length}
      label={t('claims.caption')}
      header={
        <div class="question-row question-head" role="row" aria-rowindex={1}>
          {COLUMNS.map((one) => (
            <span key={one} role="columnheader" class={`question-${one}`}>
              {t(`claims.${one}`)}
            </span>
          ))}
        </div>
      }
      render={(place) => (
        <QuestionRow key={questions[place]!.event} graph={graph} question={questions[place]!} place={place} colour={colour} />
      )}
    />
  )
}

interface RowProps { graph: Graph; question: Question; place: number; colour: (code: number) => string }

function QuestionRow({ graph, question: { event, slots, pairs }, place, colour }: RowProps) {
  const { events } = graph.tables
  const change = { view: 'claims', about: events.id[event]!, statement: '' } as const
  const sides = [...new Set([...events.sides[event]!, ...events.denyingSides[event]!])]
  const names = sides.map((code) => labelSide(graph.code('side', code)))
  return (
    <div class="question-row" role="row" aria-rowindex={place + 2} onClick={() => go(change)}>
      <span role="cell" class="question-question">
        <a href={address(change)}>{nameAction(graph, events.type[event]!, events.mode[event]!)}</a>{' '}
        <bdi>{tellParties(graph, event)}</bdi>
        <span class="question-where soft">
          <bdi>{events.place[event] === NONE ? t('shell.place.unknown') : namePlace(graph, events.place[event]!)}</bdi>,{' '}
          {formatSpan(events.earliest[event]!, events.latest[event]!)}
        </span>
      </span>
      <span role="cell" class="question-slots odds">
        <span aria-hidden="true">≠ </span>
        {slots.map((slot) => labelCode(graph, 'slot', slot)).join(', ')}{' '}
        <span class="soft">({t('claims.pairs', { n: pairs })})</span>
      </span>
      <span role="cell" class="question-sides">
        <span class="dots" aria-hidden="true">
          {sides.map((code) => (
            <svg key={code} class="dot" viewBox="0 0 10 10">
              <circle cx="5" cy="5" r="4.5" fill={colour(code)} />
            </svg>
          ))}
        </span>{' '}
        <bdi>{names.join(', ')}</bdi>
      </span>
      <span role="cell" class="question-sources" title={t('claims.sources.hint')}>
        {formatNumber(events.sources[event]!)}
      </span>
    </div>
  )
}

function tellParties(graph: Graph, event: number): string {
  const { actors, recipients } = graph.tables.events
  const list = (rows: Row[]) => [...new Set(rows.map((row) => nameActor(graph, row)))].join(', ')
  const [who, whom] = [list(actors[event]!), list(recipients[event]!)]
  return whom ? `${who || t('shell.actor.unknown')} → ${whom}` : who
}
