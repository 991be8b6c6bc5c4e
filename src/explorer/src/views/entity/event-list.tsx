// A section of events, one under another, the latest first; more when asked for.

import type { Row } from '../../data/documents'
import type { Graph } from '../../data/graph'
import { GrowingList } from '../../parts/growing-list'
import { EventLine, Section } from './parts'

/** Nothing where there are no events. */
export function EventSection({ graph, rows, title, count }: { graph: Graph; rows: Row[]; title: string; count?: number | undefined }) {
  if (rows.length === 0) return null
  return (
    <Section title={title} count={count}>
      <GrowingList rows={rows} label={title} render={(row) => <EventLine key={row} graph={graph} row={row} />} />
    </Section>
  )
}
