// Events one under another, the latest first; more when asked for.

import { useState } from 'preact/hooks'
import type { Row } from '../../data/documents'
import type { Graph } from '../../data/graph'
import { t } from '../../i18n'
import { EventLine } from './parts'

const STEP = 20

export function EventLines({ graph, rows, label, first = 8 }: { graph: Graph; rows: Row[]; label: string; first?: number }) {
  const [shown, setShown] = useState(first)
  return (
    <>
      <ol class="statements" aria-label={label}>
        {rows.slice(0, shown).map((row) => (
          <EventLine key={row} graph={graph} row={row} />
        ))}
      </ol>
      {rows.length > shown && (
        <button type="button" onClick={() => setShown(shown + STEP)}>
          {t('entity.more', { n: rows.length - shown })}
        </button>
      )}
    </>
  )
}
