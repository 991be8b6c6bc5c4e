// Who says so: the outlet first, then whom it quotes, each a link.

import type { Row } from '../../data/documents'
import { type Graph } from '../../data/graph'
import { t } from '../../i18n'
import { ActorName, nameActor } from '../names'

export function ChainNames({ graph, row }: { graph: Graph; row: Row }) {
  const { statements } = graph.tables
  const outlet = graph.publisher(statements.article[row]!)
  const chain = statements.claimants[row]!
  const isOutletFirst = outlet !== null && (chain.length === 0 || nameActor(graph, chain[0]!) !== outlet)
  if (!isOutletFirst && chain.length === 0) return <span class="unknown">{t('shell.unknown')}</span>
  return (
    <span class="chain">
      {isOutletFirst && <span dir="auto">{outlet}</span>}
      {chain.map((claimant, at) => (
        <span key={at}>
          {(isOutletFirst || at > 0) && (
            <span class="chain-step" aria-hidden="true">
              ›
            </span>
          )}
          <ActorName graph={graph} row={claimant} />
        </span>
      ))}
    </span>
  )
}
