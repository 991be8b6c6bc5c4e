// A place as claimed: where it lies and what lies in it, what is said to happen there, and who is said to hold it.

import { useMemo } from 'preact/hooks'
import type { EntityDocument, Row } from '../../data/documents'
import type { Selection } from '../../data/filter'
import { type Graph, NONE } from '../../data/graph'
import { formatNumber, t } from '../../i18n'
import { Bars } from '../../parts/bars'
import { namePlace, PlaceName } from '../../parts/names'
import { address } from '../../state'
import { Control } from './control-chart'
import { EventSection } from './event-list'
import { Locator } from './locator'
import { codeLabel, NameList } from './name-list'
import { Facts, Figures, Section, Words } from './parts'
import { gatherPlace, sortStatements } from './roles'
import { TimeChart } from './time-chart'
import { Told } from './told'

interface Props { graph: Graph; selection: Selection; row: Row; entity: EntityDocument | null }

export function PlacePage({ graph, selection, row, entity }: Props) {
  const { places, statements } = graph.tables
  const roles = useMemo(() => {
    const found = gatherPlace(graph, row, selection.statements)
    const itself = found.here.filter((one) => statements.places[one]!.includes(row))
    return { ...found, here: sortStatements(graph, found.here), named: itself }
  }, [graph, selection, row])
  const key = places.key[row]!
  const around = graph.around(row).slice(1)
  const [lat, lon] = [places.lat[row] ?? null, places.lon[row] ?? null]
  const isPoint = lat !== null && lon !== null
  const link = address({ view: 'map', filter: { place: [key] } })
  return (
    <>
      <header class="entity-head">
        <div>
          <h1>
            <bdi>{namePlace(graph, row)}</bdi>
          </h1>
          <Facts
            facts={[
              [t('entity.level'), codeLabel(graph, 'level', places.level[row]!)],
              [t('entity.country'), codeLabel(graph, 'country', places.country[row]!)],
              [t('entity.inside'), around.length > 0 && around.map((one, at) => (
                <>
                  {at > 0 && ' › '}
                  <PlaceName key={one} graph={graph} row={one} />
                </>
              ))],
              [t('entity.place-status'), codeLabel(graph, 'placeStatus', places.status[row]!)],
              [t('entity.point'), isPoint ? describePoint(lat, lon, places.radius[row]!) : t('entity.point.none')],
              [t('entity.disputed'), places.disputed[row] ?? null],
              [t('entity.key'), <code>{key}</code>],
            ]}
          />
          <Figures
            figures={[
              [t('entity.here'), roles.here.length],
              [t('entity.here.itself'), roles.itself],
              [t('entity.events'), roles.events.length],
              [t('entity.within'), roles.inside.length],
            ]}
          />
          <p class="links">
            <a href={link}>{t('shell.view.map')}</a>
            <a href={address({ view: 'timeline', filter: { place: [key] } })}>{t('shell.view.timeline')}</a>
            <a href={address({ view: 'claims', filter: { place: [key] } })}>{t('shell.view.claims')}</a>
          </p>
        </div>
        {isPoint && <Locator lat={lat} lon={lon} radius={places.radius[row]!} name={namePlace(graph, row)} href={link} />}
      </header>
      {roles.here.length === 0 && <p class="soft">{t('entity.nothing')}</p>}
      <div class="entity-columns">
        <div>
          <Section title={t('entity.control')}>
            <Control graph={graph} place={row} passes={(one) => selection.hasStatement[one] === 1} />
          </Section>
          {roles.here.length > 0 && (
            <Section title={t('entity.time')}>
              <TimeChart graph={graph} rows={roles.here} />
            </Section>
          )}
          <Told graph={graph} rows={roles.here} title={t('entity.happened')} slot="actors" others={t('entity.who')} />
          <EventSection graph={graph} rows={roles.events} title={t('entity.events')} count={roles.events.length} />
        </div>
        <aside>
          {roles.inside.length > 0 && (
            <Section title={t('entity.within')} count={roles.inside.length}>
              <Bars
                unit={t('entity.unit.statements')}
                title={t('entity.by.inner')}
                shown={12}
                items={roles.inside.map(({ place, count }) => ({
                  key: place,
                  label: <PlaceName graph={graph} row={place} />,
                  value: count,
                }))}
              />
            </Section>
          )}
          {roles.here.length > 0 && (
            <Section title={t('entity.words.place')}>
              <Words graph={graph} rows={roles.here} />
            </Section>
          )}
          {roles.named.length > 0 && row !== NONE && (
            <Section title={t('entity.names')}>
              <NameList graph={graph} kind="place" about={row} rows={roles.named} entity={entity} />
            </Section>
          )}
        </aside>
      </div>
    </>
  )
}

function describePoint(lat: number, lon: number, radius: number): string {
  const format = (value: number) => formatNumber(value, { maximumFractionDigits: 3 })
  const point = `${format(lat)}°, ${format(lon)}°`
  return radius > 0 ? t('entity.point.within', { point, n: radius }) : point
}
