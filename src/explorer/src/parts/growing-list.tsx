// Rows one under another, the first few; more when asked for.

import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Row } from '../data/documents'
import { t } from '../i18n'

const STEP = 20

interface Props {
  rows: Row[]
  label: string
  /** How many are shown unasked. */
  first?: number | undefined
  /** A row as an element `li`. */
  render: (row: Row) => ComponentChildren
}

export function GrowingList({ rows, label, first = 8, render }: Props) {
  const [shown, setShown] = useState(first)
  return (
    <>
      <ol class="statements" aria-label={label}>
        {rows.slice(0, shown).map(render)}
      </ol>
      {rows.length > shown && (
        <button type="button" onClick={() => setShown(shown + STEP)}>
          {t('entity.more', { n: rows.length - shown })}
        </button>
      )}
    </>
  )
}
