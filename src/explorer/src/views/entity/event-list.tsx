// Events one under another, the latest first; more when asked for.

import type { Row } from '../../data/documents'
import type { Graph } from '../../data/graph'
import { GrowingList } from '../../parts/growing-list'
import { EventLine } from './parts'

export function EventLines({ graph, rows, label, first }: { graph: Graph; rows: Row[]; label: string; first?: number }) {
  return <GrowingList rows={rows} label={label} first={first} render={(row) => <EventLine key={row} graph={graph} row={row} />} />
}
