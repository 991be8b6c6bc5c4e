// An answer's places on a map: circles by how many rows are there, areas where a place reaches further than its point.

import { geoCircle, geoMercator, geoPath } from 'd3-geo'
import { useMemo } from 'preact/hooks'
import { type Graph, NONE } from '../../data/graph'
import { formatNumber, t } from '../../i18n'
import { Bars } from '../../parts/bars'
import { namePlace, PlaceName } from '../../parts/names'
import { useLand } from '../../parts/use-land'
import { address } from '../../state'
import type { Spot } from './answer'

const [WIDTH, HEIGHT, PAD] = [900, 480, 40]
const KM_PER_DEGREE = 111.2
const MOST_LINKED = 60

interface Props {
  graph: Graph
  spots: Spot[]
  /** Rows that have no point. */
  without: number
  /** The column that circles are drawn by; null: by how many rows are there. */
  size: string | null
}

export function PointMap({ graph, spots, without, size }: Props) {
  const land = useLand()
  const project = useMemo(() => {
    const points = { type: 'MultiPoint' as const, coordinates: spots.map((spot): [number, number] => [spot.lon, spot.lat]) }
    const made = geoMercator().fitExtent([[PAD, PAD], [WIDTH - PAD, HEIGHT - PAD]], points)
    // A single town is shown with what is around it.
    if (!Number.isFinite(made.scale()) || made.scale() > 6000) {
      const first = spots[0]!
      made.scale(3000).center([first.lon, first.lat]).translate([WIDTH / 2, HEIGHT / 2])
    }
    return made.clipExtent([[0, 0], [WIDTH, HEIGHT]])
  }, [spots])
  const path = geoPath(project)
  const amount = (spot: Spot) =>
    size === null ? spot.rows.length : spot.rows.reduce((sum, row) => sum + Number(row[size]?.value ?? 0), 0)
  const most = Math.max(...spots.map(amount), 1)
  const ordered = [...spots].sort((a, b) => amount(b) - amount(a))
  const radius = (spot: Spot) => (most > 1 ? 3 + 11 * Math.sqrt(Math.max(amount(spot), 0) / most) : 5)
  const unit = size ?? t('query.unit.rows')
  const keys = spots.filter((spot) => spot.place !== NONE).map((spot) => graph.tables.places.key[spot.place]!)
  const name = (spot: Spot) =>
    spot.place === NONE ? `${formatNumber(spot.lat, { maximumFractionDigits: 2 })}°, ${formatNumber(spot.lon, { maximumFractionDigits: 2 })}°` : namePlace(graph, spot.place)
  return (
    <figure class="query-map">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('query.map.label', { n: spots.length })}>
        <rect class="sea" width={WIDTH} height={HEIGHT} />
        {land && <path class="land" d={path(land) ?? undefined} />}
        {spots.map((spot) => spot.radius > 0 && (
          <path key={`${spot.lat} ${spot.lon}`} class="reach" d={path(geoCircle().center([spot.lon, spot.lat]).radius(spot.radius / KM_PER_DEGREE)()) ?? undefined} />
        ))}
        {ordered.map((spot) => {
          const at = project([spot.lon, spot.lat])
          if (!at) return null
          return (
            <circle key={`${spot.lat} ${spot.lon}`} class="spot" cx={at[0]} cy={at[1]} r={radius(spot)}>
              <title>{`${name(spot)}: ${formatNumber(amount(spot))} ${unit}`}</title>
            </circle>
          )
        })}
        {placeNames(ordered.filter((spot) => spot.place !== NONE), name, (spot) => project([spot.lon, spot.lat]), radius).map(({ spot, x, y }) => (
          <text key={`${spot.lat} ${spot.lon}`} class="spot-name" x={x} y={y}>
            {name(spot)}
          </text>
        ))}
      </svg>
      <figcaption class="legend">
        <span>
          <svg class="dot" viewBox="0 0 10 10" aria-hidden="true">
            <circle class="spot" cx="5" cy="5" r="4.5" />
          </svg>{' '}
          {t('query.map.spot', { unit })}
        </span>
        {spots.some((spot) => spot.radius > 0) && (
          <span>
            <svg class="dot" viewBox="0 0 10 10" aria-hidden="true">
              <circle class="reach" cx="5" cy="5" r="4.5" />
            </svg>{' '}
            {t('query.map.reach')}
          </span>
        )}
        {without > 0 && <span>{t('query.map.without', { n: without })}</span>}
        {keys.length > 0 && <a href={address({ view: 'map', filter: { place: keys.slice(0, MOST_LINKED) } })}>{t('query.map.filter')}</a>}
      </figcaption>
      <Bars
        unit={unit}
        title={t('query.map.places')}
        items={ordered.map((spot) => ({ key: `${spot.lat} ${spot.lon}`, label: spot.place === NONE ? name(spot) : <PlaceName graph={graph} row={spot.place} />, value: amount(spot) }))}
      />
    </figure>
  )
}

interface Named { spot: Spot; x: number; y: number }

/** Where names stand, the greatest spots first; one that would lie over another is left out. */
function placeNames(spots: Spot[], name: (spot: Spot) => string, project: (spot: Spot) => [number, number] | null, radius: (spot: Spot) => number): Named[] {
  const [letter, line] = [7, 14]
  const placed: (Named & { end: number })[] = []
  for (const spot of spots) {
    const at = project(spot)
    if (!at) continue
    const [x, y] = [at[0] + radius(spot) + 4, at[1] + 4]
    const end = x + name(spot).length * letter
    const isFree = placed.every((other) => Math.abs(other.y - y) >= line || other.x > end || other.end < x)
    if (isFree && end < WIDTH) placed.push({ spot, x, y, end })
  }
  return placed
}
