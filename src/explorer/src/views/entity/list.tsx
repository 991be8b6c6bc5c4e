// Actors, places and events that the selected statements name: searched by name, sorted by any column.

import { useMemo } from 'preact/hooks'
import type { Row } from '../../data/documents'
import type { Selection } from '../../data/filter'
import { type Graph, NONE } from '../../data/graph'
import { formatNumber, t } from '../../i18n'
import { formatSpan } from '../../i18n/dates'
import { nameAction, nameActor, nameActors, namePlace } from '../../parts/names'
import { VirtualRows } from '../../parts/virtual-rows'
import { address, go, route } from '../../state'
import { codeLabel } from './name-list'
import { EventOdds } from './parts'
import { type Column, countActors, countPlaces, findNamed, sortItems } from './table'
import { WholeSwitch } from '../../parts/whole-switch'

const ROW_PIXELS = 36
const KINDS = ['actors', 'places', 'events'] as const
type Kind = (typeof KINDS)[number]

interface Props { graph: Graph; selection: Selection; isWhole: boolean }

export function EntityList({ graph, selection, isWhole }: Props) {
  const { own } = route.value
  const kind = KINDS.find((one) => one === own.kind) ?? 'actors'
  const sizes = useMemo(() => {
    const [actors, places] = [countActors(graph, selection), countPlaces(graph, selection)]
    return { actors, places, events: selection.events }
  }, [graph, selection])
  const columns = useMemo(() => makeColumns(graph, kind, sizes), [graph, kind, sizes])
  const asked = own.sort ?? columns.first
  const isDown = asked.startsWith('-')
  const order = columns.list.find((column) => column.name === asked.replace('-', '')) ?? columns.list[0]!
  const wanted = own.q ?? ''
  const rows = useMemo(() => {
    const all = kind === 'events' ? sizes.events : sizes[kind].rows
    return sortItems(findNamed(all, columns.list[0]!, wanted), order, isDown)
  }, [kind, sizes, columns, wanted, order, isDown])
  return (
    <div class="entity-list">
      <div class="entity-bar">
        <h1 class="visually-hidden">{t('shell.view.entity')}</h1>
        <nav aria-label={t('entity.kinds')}>
          <ul class="subtabs">
            {KINDS.map((one) => (
              <li key={one}>
                <a href={address({ own: { kind: one, sort: '', q: '' } })} aria-current={one === kind ? 'true' : undefined}>
                  {t(`entity.all.${one}`)}{' '}
                  <span class="soft">{formatNumber(one === 'events' ? sizes.events.length : sizes[one].rows.length)}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <label class="field">
          <span class="visually-hidden">{t('entity.search')}</span>
          <input
            type="search"
            value={wanted}
            placeholder={t('entity.search')}
            onInput={(event) => go({ own: { q: event.currentTarget.value } }, { quietly: true })}
          />
        </label>
        <WholeSwitch isWhole={isWhole} />
      </div>
      {rows.length === 0 ? (
        <p class="message">{t(wanted ? 'filter.none' : 'shell.nothing')}</p>
      ) : (
        <VirtualRows
          key={kind}
          count={rows.length}
          height={ROW_PIXELS}
          columns={columns.list.length}
          label={t(`entity.all.${kind}`)}
          header={
            <div class={`entity-row entity-head-row entity-${kind}`} role="row" aria-rowindex={1}>
              {columns.list.map((column) => (
                <span
                  key={column.name}
                  role="columnheader"
                  class={column.isNumber ? 'number' : undefined}
                  data-column={column.name}
                  aria-sort={column === order ? (isDown ? 'descending' : 'ascending') : 'none'}
                >
                  <button
                    type="button"
                    title={t('events.sort', { name: column.title })}
                    onClick={() => go({ own: { sort: column === order ? (isDown ? column.name : `-${column.name}`) : column.isNumber ? `-${column.name}` : column.name } })}
                  >
                    {column.title}
                  </button>
                </span>
              ))}
            </div>
          }
          render={(at) => (
            <div key={rows[at]} class={`entity-row entity-${kind}`} role="row" aria-rowindex={at + 2}>
              {columns.list.map((column, place) => (
                <span key={column.name} role="cell" class={column.isNumber ? 'number' : undefined} data-column={column.name}>
                  {place === 0 ? (
                    <a
                      class="name"
                      dir="auto"
                      href={address({ about: columns.key(rows[at]!), own: { kind: '', sort: '', q: '', whole: isWhole ? '1' : '' } })}
                    >
                      {column.show(rows[at]!)}
                    </a>
                  ) : (
                    <>
                      <bdi>{column.show(rows[at]!)}</bdi>
                      {column.name === 'sources' && kind === 'events' && <EventOdds graph={graph} row={rows[at]!} />}
                    </>
                  )}
                </span>
              ))}
            </div>
          )}
        />
      )}
    </div>
  )
}

interface Sizes { actors: ReturnType<typeof countActors>; places: ReturnType<typeof countPlaces>; events: Row[] }

function makeColumns(graph: Graph, kind: Kind, sizes: Sizes): { list: Column[]; first: string; key: (row: Row) => string } {
  const { actors, places, events } = graph.tables
  const text = (name: string, read: (row: Row) => string): Column => ({ name, title: t(`entity.column.${name}`), sort: read, show: read })
  const number = (name: string, read: (row: Row) => number): Column => ({
    name,
    title: t(`entity.column.${name}`),
    sort: read,
    show: (row) => formatNumber(read(row)),
    isNumber: true,
  })
  if (kind === 'actors') {
    const { did, suffered, says } = sizes.actors
    return {
      key: (row) => actors.key[row]!,
      first: '-statements',
      list: [
        text('name', (row) => nameActor(graph, row)),
        text('kind', (row) => codeLabel(graph, 'kind', actors.kind[row]!)),
        text('country', (row) => codeLabel(graph, 'country', actors.country[row]!)),
        number('did', (row) => did[row]!),
        number('suffered', (row) => suffered[row]!),
        number('says', (row) => says[row]!),
        number('statements', (row) => sizes.actors.all[row]!),
      ],
    }
  }
  if (kind === 'places') {
    return {
      key: (row) => places.key[row]!,
      first: '-within',
      list: [
        text('name', (row) => namePlace(graph, row)),
        text('level', (row) => codeLabel(graph, 'level', places.level[row]!)),
        text('inside', (row) => (places.inside[row] === NONE ? '' : namePlace(graph, places.inside[row]!))),
        text('country', (row) => codeLabel(graph, 'country', places.country[row]!)),
        number('itself', (row) => sizes.places.itself[row]!),
        number('within', (row) => sizes.places.within[row]!),
      ],
    }
  }
  return {
    key: (row) => events.id[row]!,
    first: '-when',
    list: [
      text('what', (row) => nameAction(graph, events.type[row]!, events.mode[row]!)),
      text('who', (row) => [events.actors[row]!, events.recipients[row]!].filter((all) => all.length > 0).map((all) => nameActors(graph, all)).join(' → ')),
      text('where', (row) => (events.place[row] === NONE ? '' : namePlace(graph, events.place[row]!))),
      {
        name: 'when',
        title: t('entity.column.when'),
        sort: (row) => events.latest[row] ?? events.earliest[row] ?? null,
        show: (row) => formatSpan(events.earliest[row]!, events.latest[row]!),
      },
      number('statements', (row) => graph.ofEvent[row]!.length),
      number('sources', (row) => events.sources[row]!),
    ],
  }
}
