// A place as it was read: how it stands to the happening, what it was taken for, and what is open or disputed about it.

import type { PlaceRecord, Row } from '../../data/documents'
import { type Graph, NONE } from '../../data/graph'
import { formatList, formatNumber, t } from '../../i18n'
import { label } from '../../i18n/labels'
import { namePlace, PlaceName } from '../names'
import { Value } from './details'

export function PlaceValue({ graph, row, place }: { graph: Graph; row: Row; place: PlaceRecord }) {
  const claimed = (place.claimed_by ?? []).map((one) => label('country', one))
  const around = [...new Set([place.within, place.inside])].filter(Boolean).join(', ')
  const country = label('country', place.country)
  const held = (place.held_by ?? []).map((one) => label('country', one))
  return (
    <>
      <Value
        words={place.mention}
        rule={place.rule}
        notes={[
          place.level && label('level', place.level),
          around,
          !around.includes(country) && country,
          place.lat !== null && place.lon !== null && tellPoint(place.lat, place.lon),
        ]}
      >
        {label('relation', place.relation)} {place.bearing && `(${place.bearing}) `}
        <PlaceName graph={graph} row={row} />
      </Value>
      {place.status !== 'resolved' && <p class="caution">{t(`evidence.place.${place.status}`)}</p>}
      {(place.candidates ?? []).length > 0 && (
        <ul class="candidates">
          {place.candidates!.map((id) => (
            <li key={id}>
              <Candidate graph={graph} id={id} />
            </li>
          ))}
        </ul>
      )}
      {(place.disputed || claimed.length > 0) && (
        <p class="caution">
          {t('evidence.place.disputed')} <span dir="auto">{place.disputed}</span>
          {claimed.length > 0 && ` · ${t('evidence.place.claimed-by', { names: formatList(claimed) })}`}
          {held.length > 0 && ` · ${t('evidence.place.held-by', { names: formatList(held) })}`}
        </p>
      )}
    </>
  )
}

function Candidate({ graph, id }: { graph: Graph; id: number }) {
  const row = graph.findPlace(`place/geonames-${id}`)
  const name = row === NONE ? '' : `${namePlace(graph, row)}, ${label('country', graph.code('country', graph.tables.places.country[row]!))} `
  return (
    <>
      {name}
      <a href={`https://www.geonames.org/${id}`} target="_blank" rel="noopener noreferrer">
        GeoNames {id}
      </a>
    </>
  )
}

function tellPoint(lat: number, lon: number): string {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 }
  return `${formatNumber(lat, digits)}°, ${formatNumber(lon, digits)}°`
}
