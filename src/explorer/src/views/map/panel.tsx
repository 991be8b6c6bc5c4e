// Beside the map, in words: the places it shows, or one of them with who says what of it, or what has no place.

import { useMemo } from 'preact/hooks'
import type { Row } from '../../data/documents'
import { type Graph, NONE } from '../../data/graph'
import { formatList, formatNumber, t } from '../../i18n'
import { label, labelSide } from '../../i18n/labels'
import { colourCodes } from '../../parts/colour'
import { describeChain, describeDeed, describeWhen, nameActors, namePlace, PlaceName } from '../../parts/names'
import { SideMark } from '../../parts/side-mark'
import { VirtualRows } from '../../parts/virtual-rows'
import { address, go, opened, openEvidence, route, setFilter } from '../../state'
import type { Slots } from './colouring'
import type { Gathered, Spot } from './gather'

const PLACE_PIXELS = 40
const STATEMENT_PIXELS = 62

interface Props {
  graph: Graph
  gathered: Gathered
  slots: Slots
  place: Row
  /** "nowhere", "unsure", keys of places with blanks between, or empty for all. */
  list: string
  onShow: (spot: Spot) => void
  onOpen: (spot: Spot) => void
  /** Disputed areas that a country claims at the time shown. */
  claims: (country: string | null) => string[]
  hasShape: (spot: Spot) => boolean
  /** A place that is pointed at in the list; NONE for none. */
  onPoint: (place: Row) => void
}

export function Panel({ graph, gathered, slots, place, list, onShow, onOpen, claims, hasShape, onPoint }: Props) {
  const spot = place === NONE ? undefined : gathered.spots.find((one) => one.place === place)
  const back = (
    <button type="button" class="plain" onClick={() => go({ own: { spot: '', list: '' } })}>
      <span class="arrow-back" aria-hidden="true">
        ←{' '}
      </span>
      {t('map.back')}
    </button>
  )
  let content
  if (place !== NONE) {
    content = (
      <>
        <header>{back}</header>
        <Card graph={graph} place={place} spot={spot} onShow={onShow} claims={claims} hasShape={hasShape} />
      </>
    )
  } else if (list === 'nowhere' || list === 'unsure') {
    const rows = gathered[list]
    content = (
      <>
        <header>
          {back}
          <h2>{t(`map.${list}`, { n: rows.length })}</h2>
        </header>
        <Statements graph={graph} rows={rows} />
      </>
    )
  } else {
    const keys = new Set(list.split(' ').filter(Boolean))
    const spots = keys.size ? gathered.spots.filter((one) => keys.has(graph.tables.places.key[one.place]!)) : gathered.spots
    content = (
      <>
        <header>
          {keys.size > 0 && back}
          <h2>{t('map.places', { n: spots.length })}</h2>
          {keys.size === 0 && <Unplaced gathered={gathered} />}
        </header>
        <Places graph={graph} spots={spots} slots={slots} onOpen={onOpen} onPoint={onPoint} />
      </>
    )
  }
  return (
    <section class="map-panel" aria-label={t('map.panel')}>
      {content}
    </section>
  )
}

function Unplaced({ gathered }: { gathered: Gathered }) {
  return (
    <ul class="map-unplaced">
      <li class="soft">{t('map.placed', { n: gathered.placed })}</li>
      {(['unsure', 'nowhere'] as const).map(
        (kind) =>
          gathered[kind].length > 0 && (
            <li key={kind}>
              <a href={address({ own: { list: kind, spot: '' } })}>{t(`map.${kind}`, { n: gathered[kind].length })}</a>
            </li>
          ),
      )}
    </ul>
  )
}

function Places({ graph, spots, slots, onOpen, onPoint }: Pick<Props, 'graph' | 'slots' | 'onOpen' | 'onPoint'> & { spots: Spot[] }) {
  if (spots.length === 0) return <p class="soft map-empty">{t('map.none')}</p>
  return (
    <VirtualRows
      count={spots.length}
      height={PLACE_PIXELS}
      columns={2}
      label={t('map.places', { n: spots.length })}
      render={(at) => {
        const spot = spots[at]!
        return (
          <div
            key={spot.place} class="map-row" role="row" aria-rowindex={at + 1}
            onPointerEnter={() => onPoint(spot.place)} onPointerLeave={() => onPoint(NONE)}
            onFocusIn={() => onPoint(spot.place)} onFocusOut={() => onPoint(NONE)}
          >
            <span role="cell">
              <button type="button" class="plain" dir="auto" onClick={() => onOpen(spot)}>
                {namePlace(graph, spot.place)}
              </button>
              <small class="soft">{describeReach(graph, spot)}</small>
            </span>
            <span role="cell" class="map-count">
              <Shares rows={spot.rows} slots={slots} />
              <span class="visually-hidden">{t('shell.statements', { n: spot.rows.length })}</span>
              <b aria-hidden="true">{formatNumber(spot.rows.length)}</b>
            </span>
          </div>
        )
      }}
    />
  )
}

/** Shares of colours as a bar; the card and the legend say the same in words. */
function Shares({ rows, slots }: { rows: Row[]; slots: Slots }) {
  const counts = slots.palette.map(() => 0)
  for (const row of rows) counts[slots.of[row]!]!++
  let left = 0
  return (
    <svg class="map-shares" viewBox="0 0 40 6" preserveAspectRatio="none" aria-hidden="true">
      {counts.map((count, slot) => {
        const width = (40 * count) / rows.length
        left += width
        return count > 0 && <rect key={slot} x={left - width} width={width} height="6" fill={slots.palette[slot]} />
      })}
    </svg>
  )
}

/** How precise the place is: a settlement, a region of which nothing narrower is told, near it alone. */
function describeReach(graph: Graph, spot: Spot): string {
  const level = graph.code('level', graph.tables.places.level[spot.place]!) ?? 'settlement'
  const told = [t(`map.level.${level}`)]
  if (spot.near > 0 && !spot.isArea) told.push(t('map.near', { n: spot.near }))
  return told.join(' · ')
}

function Card({ graph, place, spot, onShow, claims, hasShape }: Pick<Props, 'graph' | 'place' | 'onShow' | 'claims' | 'hasShape'> & { spot: Spot | undefined }) {
  const { places, statements } = graph.tables
  const key = places.key[place]!
  const colour = useMemo(() => colourCodes(graph, 'side'), [graph])
  const sides = useMemo(() => {
    const counts = new Map<number, number>()
    for (const row of spot?.rows ?? []) counts.set(statements.side[row]!, (counts.get(statements.side[row]!) ?? 0) + 1)
    return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  }, [graph, spot])
  const isAsked = route.value.filter.place.includes(key)
  const claimed = graph.code('level', places.level[place]!) === 'country' ? claims(graph.code('country', places.country[place]!)) : []
  const inside = graph.around(place).slice(1).map((one) => namePlace(graph, one))
  return (
    <>
      <div class="map-card">
        <h2>
          <PlaceName graph={graph} row={place} />
        </h2>
        {inside.length > 0 && (
          <p class="soft" dir="auto">
            {inside.join(', ')}
          </p>
        )}
        {places.disputed[place] && (
          <p class="map-disputed">
            {t('map.disputed')} <span dir="auto">{places.disputed[place]}</span>
          </p>
        )}
        {spot?.isArea && (
          <p class="soft">
            {t('map.somewhere')} {!hasShape(spot) && t('map.reach', { km: places.radius[place]! })}
          </p>
        )}
        {claimed.length > 0 && <p class="soft">{t('map.claims', { areas: formatList(claimed) })}</p>}
        {spot && spot.near > 0 && <p class="soft">{t('map.near.card', { n: spot.near })}</p>}
        {spot ? (
          <p>
            <b>{t('shell.statements', { n: spot.rows.length })}</b> · {t('shell.sources', { n: spot.sources })}
          </p>
        ) : (
          <p>{t('map.card.none')}</p>
        )}
        {sides.length > 0 && (
          <ul class="map-sides" aria-label={t('map.who')}>
            {sides.map(([side, count]) => (
              <li key={side}>
                <SideMark side={graph.code('side', side)} colour={colour(side)} /> {formatNumber(count)}
              </li>
            ))}
          </ul>
        )}
        <p class="map-actions">
          {spot && (
            <button type="button" onClick={() => onShow(spot)}>
              {t('map.show')}
            </button>
          )}
          {!isAsked && (
            <button type="button" onClick={() => setFilter({ place: [...route.value.filter.place, key] })}>
              {t('map.filter')}
            </button>
          )}
          <a href={address({ view: 'entity', about: key })}>{t('map.entity')}</a>
        </p>
      </div>
      {spot && <Statements graph={graph} rows={spot.rows} />}
    </>
  )
}

function Statements({ graph, rows }: { graph: Graph; rows: Row[] }) {
  const { statements } = graph.tables
  const ordered = useMemo(() => {
    const when = (row: Row) => statements.latest[row] ?? statements.earliest[row] ?? -Infinity
    return [...rows].sort((a, b) => when(b) - when(a) || a - b)
  }, [graph, rows])
  const colour = useMemo(() => colourCodes(graph, 'side'), [graph])
  return (
    <VirtualRows
      count={ordered.length}
      height={STATEMENT_PIXELS}
      columns={1}
      label={t('shell.statements', { n: ordered.length })}
      render={(at) => {
        const row = ordered[at]!
        const side = graph.code('side', statements.side[row]!)
        const recipients = statements.recipients[row]!
        return (
          <div key={row} class="map-row map-statement" role="row" aria-rowindex={at + 1} data-open={row === opened.value || undefined} onClick={() => openEvidence(row)}>
            <span role="cell">
              <button
                type="button"
                class="plain"
                data-statement={statements.id[row]}
                onClick={(click) => {
                  click.stopPropagation()
                  openEvidence(row)
                }}
              >
                {describeDeed(graph, row)}
              </button>
              <span class="map-who" dir="auto">
                {nameActors(graph, statements.actors[row]!.length ? statements.actors[row]! : [NONE])}
                {recipients.length > 0 && ` → ${nameActors(graph, recipients)}`}
              </span>
              <small class="soft">
                <svg class="dot" viewBox="0 0 10 10" role="img" aria-label={labelSide(side)}>
                  <title>{labelSide(side)}</title>
                  <circle cx="5" cy="5" r="4.5" fill={colour(statements.side[row]!)} />
                </svg>{' '}
                {describeWhen(graph, row)} · <span dir="auto">{describeChain(graph, row)}</span> · {label('status', graph.code('status', statements.status[row]!))}
              </small>
            </span>
          </div>
        )
      }}
    />
  )
}
