// An actor as claimed: what it is said to do, what is done to it, what it says, where, when and by whose word.

import { useMemo } from 'preact/hooks'
import type { EntityDocument, Row } from '../../data/documents'
import type { Selection } from '../../data/filter'
import type { Graph } from '../../data/graph'
import { t } from '../../i18n'
import { nameActor } from '../../parts/names'
import { address } from '../../state'
import { EventSection } from './event-list'
import { codeLabel, NameList } from './name-list'
import { Facts, Figures, PlaceBars, Section, Words } from './parts'
import { gatherActor, sortStatements } from './roles'
import { TimeChart } from './time-chart'
import { Told } from './told'

interface Props { graph: Graph; selection: Selection; row: Row; entity: EntityDocument | null }

export function ActorPage({ graph, selection, row, entity }: Props) {
  const { actors } = graph.tables
  const roles = useMemo(() => {
    const found = gatherActor(graph, row, selection.statements)
    const party = [...new Set([...found.did, ...found.suffered])].sort((a, b) => a - b)
    const all = [...new Set([...party, ...found.says])].sort((a, b) => a - b)
    return {
      ...found,
      did: sortStatements(graph, found.did),
      suffered: sortStatements(graph, found.suffered),
      says: sortStatements(graph, found.says),
      party,
      all,
    }
  }, [graph, selection, row])
  const key = actors.key[row]!
  const wikidata = actors.wikidata[row]
  return (
    <>
      <header>
        <h1>
          <bdi>{nameActor(graph, row)}</bdi>
        </h1>
        <Facts
          facts={[
            [t('entity.kind'), codeLabel(graph, 'kind', actors.kind[row]!)],
            [t('entity.country'), codeLabel(graph, 'country', actors.country[row]!)],
            [t('entity.sector'), codeLabel(graph, 'sector', actors.sector[row]!)],
            ['Wikidata', wikidata && /^Q\d+$/.test(wikidata) ? <Wikidata id={wikidata} /> : null],
            [t('entity.key'), <code>{key}</code>],
          ]}
        />
        <Figures
          figures={[
            [t('entity.did'), roles.did.length],
            [t('entity.suffered'), roles.suffered.length],
            [t('entity.says'), roles.says.length],
            [t('entity.events'), roles.events.length],
          ]}
        />
        <p class="links">
          <a href={address({ view: 'network', filter: { actor: [key] } })}>{t('shell.view.network')}</a>
          <a href={address({ view: 'timeline', filter: { actor: [key] } })}>{t('shell.view.timeline')}</a>
          <a href={address({ view: 'map', filter: { actor: [key] } })}>{t('shell.view.map')}</a>
          <a href={address({ view: 'claims', filter: { actor: [key] } })}>{t('shell.view.claims')}</a>
        </p>
      </header>
      {roles.all.length === 0 && <p class="soft">{t('entity.nothing')}</p>}
      <div class="entity-columns">
        <div>
          {roles.party.length > 0 && (
            <Section title={t('entity.time')}>
              <TimeChart graph={graph} rows={roles.party} />
            </Section>
          )}
          <Told graph={graph} rows={roles.did} title={t('entity.did')} slot="recipients" others={t('entity.to.whom')} without={row} />
          <Told graph={graph} rows={roles.suffered} title={t('entity.suffered')} slot="actors" others={t('entity.by.whom')} without={row} />
          <Told graph={graph} rows={roles.says} title={t('entity.says')} slot="actors" others={t('entity.of.whom')} />
          <EventSection graph={graph} rows={roles.events} title={t('entity.events')} count={roles.events.length} />
        </div>
        <aside>
          {roles.party.length > 0 && (
            <Section title={t('entity.where')}>
              <PlaceBars graph={graph} rows={roles.party} title={t('entity.by.place')} />
            </Section>
          )}
          {roles.party.length > 0 && (
            <Section title={t('entity.words.actor')}>
              <Words graph={graph} rows={roles.party} />
            </Section>
          )}
          {roles.all.length > 0 && (
            <Section title={t('entity.names')}>
              <NameList graph={graph} kind="actor" about={row} rows={roles.all} entity={entity} />
            </Section>
          )}
        </aside>
      </div>
    </>
  )
}

function Wikidata({ id }: { id: string }) {
  return (
    <a href={`https://www.wikidata.org/wiki/${id}`} rel="noreferrer noopener" target="_blank">
      {id}
    </a>
  )
}
