// A statement as one sentence: who says that who did what to whom, where and when.

import type { Row } from '../../data/documents'
import { type Graph } from '../../data/graph'
import { fill } from '../../i18n/fill'
import { labelCode } from '../../i18n/labels'
import { ActorNames, describeDeed, describeWhen, PlaceName } from '../names'
import { ChainNames } from './chain'

export function Told({ graph, row }: { graph: Graph; row: Row }) {
  const { statements } = graph.tables
  const [actors, recipients, places] = [statements.actors[row]!, statements.recipients[row]!, statements.places[row]!]
  return (
    <p class="evidence-told">
      {fill('evidence.told', { chain: <ChainNames graph={graph} row={row} /> })}{' '}
      {actors.length > 0 && (
        <>
          <ActorNames graph={graph} rows={actors} />
          {' – '}
        </>
      )}
      <b>{describeDeed(graph, row)}</b>
      {recipients.length > 0 && (
        <>
          <span class="arrow" aria-hidden="true">
            →
          </span>
          <ActorNames graph={graph} rows={recipients} />
        </>
      )}
      {places.map((place, at) => (
        <span key={at}>
          {', '}
          {labelCode(graph, 'relation', statements.relations[row]![at]!)} <PlaceName graph={graph} row={place} />
        </span>
      ))}
      {', '}
      {describeWhen(graph, row)}
    </p>
  )
}
