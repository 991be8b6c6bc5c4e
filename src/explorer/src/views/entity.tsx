// Actors, places and events: a list of those in the selection, or all that is claimed about one of them.

import { useEffect, useMemo, useState } from 'preact/hooks'
import type { EntityDocument } from '../data/documents'
import { NO_FILTER, select } from '../data/filter'
import { NONE } from '../data/graph'
import { t } from '../i18n'
import { address, notify, route, source } from '../state'
import { ActorPage } from './entity/actor'
import { EventPage } from './entity/event'
import { EntityList } from './entity/list'
import { PlacePage } from './entity/place'
import { WholeSwitch } from '../parts/whole-switch'
import type { ViewProps } from '.'

export default function Entity({ graph, selection, about }: ViewProps) {
  const isWhole = route.value.own.whole === '1'
  const shown = useMemo(() => (isWhole ? select(graph, NO_FILTER) : selection), [graph, selection, isWhole])
  const [actor, place, event] = [graph.findActor(about), graph.findPlace(about), findEvent(graph, about)]
  const entity = useEntity(actor !== NONE || place !== NONE ? about : '')
  if (about === '') return <EntityList graph={graph} selection={shown} isWhole={isWhole} />
  return (
    <article class="entity">
      <nav class="entity-nav" aria-label={t('entity.nav')}>
        <a href={address({ about: '', own: { kind: event !== NONE ? 'events' : place !== NONE ? 'places' : 'actors', whole: isWhole ? '1' : '' } })}>
          <span class="arrow" aria-hidden="true">
            ←
          </span>
          {t(event !== NONE ? 'entity.all.events' : place !== NONE ? 'entity.all.places' : 'entity.all.actors')}
        </a>
        <WholeSwitch isWhole={isWhole} />
      </nav>
      {actor !== NONE ? (
        <ActorPage graph={graph} selection={shown} row={actor} entity={entity} />
      ) : place !== NONE ? (
        <PlacePage graph={graph} selection={shown} row={place} entity={entity} />
      ) : event !== NONE ? (
        <EventPage graph={graph} selection={shown} row={event} />
      ) : (
        <p>{t('entity.unknown', { key: about })}</p>
      )}
    </article>
  )
}

/** An event is asked for by its id or its key. */
function findEvent(graph: ViewProps['graph'], about: string): number {
  const found = graph.findEvent(about)
  return found === NONE ? graph.findEvent(about.replace(/^event\//, '')) : found
}

function useEntity(key: string): EntityDocument | null {
  const [found, setFound] = useState<EntityDocument | null>(null)
  useEffect(() => {
    let isWanted = true
    setFound(null)
    if (key) source.peek()?.entity(key).then((entity) => isWanted && setFound(entity), (error: unknown) => isWanted && notify(error))
    return () => {
      isWanted = false
    }
  }, [key])
  return found
}
