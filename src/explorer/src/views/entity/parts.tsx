// What the pages of actors, places and events have in common: facts, sections, words of sides and sources.

import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import type { Row } from '../../data/documents'
import { type Graph, NONE } from '../../data/graph'
import { formatNumber, t } from '../../i18n'
import { formatSpan } from '../../i18n/dates'
import { label, labelAction, labelSide } from '../../i18n/labels'
import { Bars } from '../../parts/bars'
import { colourCodes } from '../../parts/colour'
import { ActorName, nameAction, nameActors, namePlace, PlaceName } from '../../parts/names'
import { address } from '../../state'
import { countValues, known } from './counts'

export function Facts({ facts }: { facts: [string, ComponentChildren][] }) {
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value !== null && value !== '' && value !== false && value !== undefined)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
    </dl>
  )
}

export function Section({ title, count, children }: { title: string; count?: number | undefined; children: ComponentChildren }) {
  return (
    <section class="entity-section">
      <h2>
        {title} {count !== undefined && <span class="soft">{formatNumber(count)}</span>}
      </h2>
      {children}
    </section>
  )
}

export function Figures({ figures }: { figures: [string, number][] }) {
  return (
    <ul class="figures">
      {figures.map(([name, value]) => (
        <li key={name}>
          <b>{formatNumber(value)}</b> {name}
        </li>
      ))}
    </ul>
  )
}

/** By whose word and with what standing the statements are made, and who publishes them. */
export function Words({ graph, rows }: { graph: Graph; rows: Row[] }) {
  const { statements } = graph.tables
  const colour = useMemo(() => colourCodes(graph, 'side'), [graph])
  const unit = t('entity.unit.statements')
  const counts = useMemo(
    () => ({
      side: countValues(rows, (row) => [statements.side[row]!]),
      status: countValues(rows, (row) => [statements.status[row]!]),
      outlet: countValues(rows, (row) => [graph.publisher(statements.article[row]!) ?? '']),
      claimant: countValues(rows, (row) => known(statements.claimants[row]!)),
    }),
    [graph, rows],
  )
  return (
    <>
      <Bars
        unit={unit}
        title={t('entity.by.side')}
        items={counts.side.map(({ value, count }) => ({
          key: value,
          label: labelSide(graph.code('side', value)),
          value: count,
          colour: colour(value),
        }))}
      />
      <Bars
        unit={unit}
        title={t('entity.by.status')}
        items={counts.status.map(({ value, count }) => ({
          key: value,
          label: label('status', graph.code('status', value)) || t('shell.unknown'),
          value: count,
        }))}
      />
      <Bars
        unit={unit}
        title={t('entity.by.claimant')}
        items={counts.claimant.map(({ value, count }) => ({
          key: value,
          label: <ActorName graph={graph} row={value} />,
          value: count,
        }))}
      />
      <Bars
        unit={unit}
        title={t('entity.by.outlet')}
        items={counts.outlet.map(({ value, count }) => ({
          key: value,
          label: value ? <bdi>{value}</bdi> : t('shell.unknown'),
          value: count,
        }))}
      />
    </>
  )
}

export function ActionBars({ graph, rows, title }: { graph: Graph; rows: Row[]; title: string }) {
  const { statements, codes } = graph.tables
  const modes = codes.mode.length + 1
  const counts = useMemo(
    () => countValues(rows, (row) => [statements.type[row]! * modes + statements.mode[row]! + 1]),
    [graph, rows],
  )
  return (
    <Bars
      unit={t('entity.unit.statements')}
      title={title}
      items={counts.map(({ value, count }) => ({
        key: value,
        label: labelAction(graph.code('type', Math.floor(value / modes)), graph.code('mode', (value % modes) - 1)),
        value: count,
      }))}
    />
  )
}

interface SlotProps { graph: Graph; rows: Row[]; title: string; without?: Row }

export function ActorBars({ graph, rows, title, slot, without }: SlotProps & { slot: 'actors' | 'recipients' }) {
  const { statements } = graph.tables
  const counts = useMemo(
    () => countValues(rows, (row) => known(statements[slot][row]!).filter((one) => one !== without)),
    [graph, rows, slot, without],
  )
  return (
    <Bars
      unit={t('entity.unit.statements')}
      title={title}
      items={counts.map(({ value, count }) => ({ key: value, label: <ActorName graph={graph} row={value} />, value: count }))}
    />
  )
}

export function PlaceBars({ graph, rows, title, without }: SlotProps) {
  const { statements } = graph.tables
  const counts = useMemo(
    () => countValues(rows, (row) => known(statements.places[row]!).filter((one) => one !== without)),
    [graph, rows, without],
  )
  return (
    <Bars
      unit={t('entity.unit.statements')}
      title={title}
      items={counts.map(({ value, count }) => ({ key: value, label: <PlaceName graph={graph} row={value} />, value: count }))}
    />
  )
}

/** An event as one line: when, what, who to whom, where, and whether its sources disagree. */
export function EventLine({ graph, row }: { graph: Graph; row: Row }) {
  const { events } = graph.tables
  return (
    <li class="statement">
      <span class="statement-when">{formatSpan(events.earliest[row]!, events.latest[row]!)}</span>
      <span class="statement-what">
        <a href={address({ view: 'entity', about: events.id[row]! })}>{nameAction(graph, events.type[row]!, events.mode[row]!)}</a>{' '}
        <span dir="auto">
          {nameActors(graph, events.actors[row]!.length ? events.actors[row]! : [NONE])}
          {events.recipients[row]!.length > 0 && (
            <>
              <span class="arrow" aria-hidden="true">
                →
              </span>
              {nameActors(graph, events.recipients[row]!)}
            </>
          )}
        </span>
        {events.place[row] !== NONE && <span dir="auto"> · {namePlace(graph, events.place[row]!)}</span>}
      </span>
      <span class="statement-word">
        {t('shell.sources', { n: events.sources[row]! })} · {t('shell.sides', { n: events.sides[row]!.length })}
        <EventOdds graph={graph} row={row} />
      </span>
    </li>
  )
}

export function EventOdds({ graph, row }: { graph: Graph; row: Row }) {
  const { links, events } = graph.tables
  const slots = [...new Set(graph.oddsOf[row]!.map((link) => label('slot', graph.code('slot', links.slot[link]!))))]
  if (slots.length === 0 && !events.denying[row]) return null
  return (
    <span class="odds">
      {' '}
      ≠ {slots.length > 0 ? t('events.odds.slots', { slots: slots.join(', ') }) : t('events.denied', { n: events.denying[row]! })}
    </span>
  )
}
