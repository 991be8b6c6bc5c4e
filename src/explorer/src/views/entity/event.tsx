// An event as its statements tell it: what each says of who, whom, where, when and how many, and where they differ.

import { useMemo } from 'preact/hooks'
import type { Row } from '../../data/documents'
import type { Selection } from '../../data/filter'
import { type Graph, NONE } from '../../data/graph'
import { formatNumber, t } from '../../i18n'
import { formatSpan } from '../../i18n/dates'
import { label, labelSide } from '../../i18n/labels'
import { colourCodes } from '../../parts/colour'
import { ActorNames, describeChain, nameAction, PlaceName } from '../../parts/names'
import { SideMark } from '../../parts/side-mark'
import { StatementList } from '../../parts/statement-list'
import { address, openEvidence } from '../../state'
import { EventSection } from './event-list'
import { EventOdds, Facts, Figures, Section, Words } from './parts'
import { sortStatements } from './roles'
import { groupTellers, pickNames, type Slot, tellSlots } from './slots'

export function EventPage({ graph, selection, row }: { graph: Graph; selection: Selection; row: Row }) {
  const { events, links } = graph.tables
  const colour = useMemo(() => colourCodes(graph, 'side'), [graph])
  const told = useMemo(() => {
    const rows = graph.ofEvent[row]!.filter((one) => selection.hasStatement[one])
    const odds = graph.oddsOf[row]!.filter(
      (link) => selection.hasStatement[links.first[link]!] && selection.hasStatement[links.second[link]!],
    )
    const slots = new Set(odds.map((link) => graph.code('slot', links.slot[link]!) ?? ''))
    return { rows: sortStatements(graph, rows), odds, slots: tellSlots(graph, rows, slots) }
  }, [graph, selection, row])
  const whole = events.partOf[row]!
  const parts = graph.partsOf[row]!
  const id = events.id[row]!
  return (
    <>
      <header>
        <h1>
          {nameAction(graph, events.type[row]!, events.mode[row]!)}
          <span class="soft">, {formatSpan(events.earliest[row]!, events.latest[row]!)}</span>
        </h1>
        <Facts
          facts={[
            [t('entity.slot.who'), <ActorNames graph={graph} rows={events.actors[row]!.length ? pickNames(graph, events.actors[row]!) : [NONE]} />],
            [t('entity.slot.whom'), events.recipients[row]!.length > 0 && <ActorNames graph={graph} rows={pickNames(graph, events.recipients[row]!)} />],
            [t('entity.slot.where'), <PlaceName graph={graph} row={events.place[row]!} />],
            [t('entity.event.said'), events.sides[row]!.length > 0 && <Sides graph={graph} codes={events.sides[row]!} colour={colour} />],
            [t('entity.event.denied'), events.denyingSides[row]!.length > 0 && <Sides graph={graph} codes={events.denyingSides[row]!} colour={colour} />],
            [t('entity.key'), <code>{id}</code>],
          ]}
        />
        <Figures
          figures={[
            [t('entity.event.statements'), graph.ofEvent[row]!.length],
            [t('entity.event.articles'), events.articles[row]!],
            [t('entity.event.publishers'), events.publishers[row]!],
            [t('entity.event.sources'), events.sources[row]!],
            [t('entity.event.supporting'), events.supporting[row]!],
            [t('entity.event.denying'), events.denying[row]!],
          ]}
        />
        <p>
          <EventOdds graph={graph} row={row} />
        </p>
        <p class="links">
          <a href={address({ view: 'claims', about: id })}>{t('entity.event.claims')}</a>
        </p>
      </header>
      {told.rows.length === 0 && <p class="soft">{t('entity.nothing')}</p>}
      <div class="entity-columns">
        <div>
          {told.slots.length > 0 && (
            <Section title={t('entity.event.slots')}>
              <p class="soft">{t('entity.event.slots.how')}</p>
              <Slots graph={graph} slots={told.slots} colour={colour} />
            </Section>
          )}
          {told.odds.length > 0 && (
            <Section title={t('entity.event.odds')} count={told.odds.length}>
              <ul class="called">
                {told.odds.map((link) => (
                  <li key={link}>
                    <b>{label('slot', graph.code('slot', links.slot[link]!))}</b>:{' '}
                    <Cite graph={graph} row={links.first[link]!} /> <span class="odds">≠</span>{' '}
                    <Cite graph={graph} row={links.second[link]!} /> <span class="soft">{links.reason[link]}</span>
                  </li>
                ))}
              </ul>
            </Section>
          )}
          {told.rows.length > 0 && (
            <Section title={t('entity.event.all')} count={told.rows.length}>
              <StatementList graph={graph} rows={told.rows} label={t('entity.event.all')} first={20} />
            </Section>
          )}
        </div>
        <aside>
          <EventSection graph={graph} rows={whole === NONE ? [] : [whole]} title={t('entity.event.whole')} />
          <EventSection graph={graph} rows={parts} title={t('entity.event.parts')} count={parts.length} />
          {told.rows.length > 0 && (
            <Section title={t('entity.words.event')}>
              <Words graph={graph} rows={told.rows} />
            </Section>
          )}
        </aside>
      </div>
    </>
  )
}

type Colour = (code: number) => string

function Sides({ graph, codes, colour }: { graph: Graph; codes: number[]; colour: Colour }) {
  return (
    <span class="side-list">
      {codes.map((code) => (
        <SideMark key={code} side={graph.code('side', code)} colour={colour(code)} />
      ))}
    </span>
  )
}

/** A statement by who says it, which opens its evidence. */
function Cite({ graph, row }: { graph: Graph; row: Row }) {
  return (
    <button type="button" class="plain" dir="auto" data-statement={graph.tables.statements.id[row]} onClick={() => openEvidence(row)}>
      {describeChain(graph, row)}
    </button>
  )
}

function Slots({ graph, slots, colour }: { graph: Graph; slots: Slot[]; colour: Colour }) {
  return (
    <div class="scroll">
      <table class="slots">
        <thead>
          <tr>
            <th scope="col">{t('entity.slot')}</th>
            <th scope="col">{t('entity.slot.value')}</th>
            <th scope="col">{t('entity.slot.by')}</th>
          </tr>
        </thead>
        <tbody>
          {slots.flatMap((slot) =>
            slot.tellings.map((telling, at) => (
              <tr key={`${slot.name} ${telling.value}`} class={at === 0 ? 'slot-first' : undefined}>
                {at === 0 && (
                  <th scope="rowgroup" rowSpan={slot.tellings.length}>
                    {nameSlot(slot.name)}
                    {slot.isAtOdds && <span class="odds"> ≠ {t('entity.slot.odds')}</span>}
                    {slot.silent > 0 && <small> {t('entity.slot.silent', { n: slot.silent })}</small>}
                  </th>
                )}
                <td dir="auto">{telling.value}</td>
                <td>
                  <ul class="tellers">
                    {groupTellers(graph, telling.rows).map(({ chain, side, rows }) => (
                      <li key={`${side} ${chain}`}>
                        <svg class="dot" viewBox="0 0 10 10" role="img" aria-label={labelSide(graph.code('side', side))}>
                          <title>{labelSide(graph.code('side', side))}</title>
                          <circle cx="5" cy="5" r="4.5" fill={colour(side)} />
                        </svg>{' '}
                        <Cite graph={graph} row={rows[0]!} />
                        {rows.slice(1).map((row, more) => (
                          <button key={row} type="button" class="cite" onClick={() => openEvidence(row)}>
                            {formatNumber(more + 2)}
                            <span class="visually-hidden"> {t('entity.evidence')}</span>
                          </button>
                        ))}
                      </li>
                    ))}
                  </ul>
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  )
}

function nameSlot(name: string): string {
  return name.startsWith('toll:') ? label('toll', name.slice('toll:'.length)) : t(`entity.slot.${name}`)
}
