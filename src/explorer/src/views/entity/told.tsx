// Statements in which an actor or a place has one part: by action, by those on the other side, then one by one.

import type { Row } from '../../data/documents'
import type { Graph } from '../../data/graph'
import { t } from '../../i18n'
import { StatementList } from '../../parts/statement-list'
import { ActionBars, ActorBars, Section } from './parts'

interface Props {
  graph: Graph
  rows: Row[]
  title: string
  /** Whose names are counted beside the actions, and under which title. */
  slot: 'actors' | 'recipients'
  others: string
  /** An actor that is not counted. */
  without?: Row | undefined
}

/** Nothing where there are no statements. */
export function Told({ graph, rows, title, slot, others, without }: Props) {
  if (rows.length === 0) return null
  return (
    <Section title={title} count={rows.length}>
      <div class="pair">
        <ActionBars graph={graph} rows={rows} title={t('entity.by.action')} />
        <ActorBars graph={graph} rows={rows} slot={slot} without={without} title={others} />
      </div>
      <StatementList graph={graph} rows={rows} label={title} />
    </Section>
  )
}
