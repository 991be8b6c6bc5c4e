// Statements one under another, a line or two each; each opens its evidence.

import type { Row } from '../data/documents'
import { type Graph, NONE } from '../data/graph'
import { t } from '../i18n'
import { opened, openEvidence } from '../state'
import { GrowingList } from './growing-list'
import { ActorNames, describeChain, describeDeed, describeWhen, PlaceName, StatusMark } from './names'

interface Props { graph: Graph; rows: Row[]; label: string; first?: number }

export function StatementList({ graph, rows, label, first }: Props) {
  return <GrowingList rows={rows} label={label} first={first} render={(row) => <StatementLine key={row} graph={graph} row={row} />} />
}

export function StatementLine({ graph, row }: { graph: Graph; row: Row }) {
  const { statements, links } = graph.tables
  const places = [...new Set(statements.places[row]!)].filter((place) => place !== NONE)
  const contradicts = graph.findCode('link', 'contradicts')
  const odds = graph.linksOf[row]!.filter((link) => links.kind[link] === contradicts).length
  return (
    <li class="statement" data-open={opened.value === row || undefined}>
      <span class="statement-when">{describeWhen(graph, row)}</span>
      <span class="statement-what">
        <button type="button" class="plain" data-statement={statements.id[row]} onClick={() => openEvidence(row)}>
          {describeDeed(graph, row)}
        </button>{' '}
        <ActorNames graph={graph} rows={statements.actors[row]!.length ? statements.actors[row]! : [NONE]} />
        {statements.recipients[row]!.length > 0 && (
          <>
            <span class="arrow" aria-hidden="true">
              →
            </span>
            <ActorNames graph={graph} rows={statements.recipients[row]!} />
          </>
        )}
        {places.map((place) => (
          <span key={place}>
            {' · '}
            <PlaceName graph={graph} row={place} />
          </span>
        ))}
      </span>
      <span class="statement-word">
        <StatusMark graph={graph} row={row} /> <span dir="auto">{describeChain(graph, row)}</span>
        {odds > 0 && (
          <span class="odds">
            {' '}
            ≠ {t('entity.contradicted', { n: odds })}
          </span>
        )}
      </span>
    </li>
  )
}
