// What is shown at a mark: the values that its words were read as, or the statements that rest on them to choose from.

import { useEffect, useRef } from 'preact/hooks'
import type { StatementRecord } from '../../data/documents'
import { t } from '../../i18n'
import { label, labelAction } from '../../i18n/labels'
import { LayerSample } from '../../parts/marked-text'
import { address } from '../../state'
import { type At, listStatements } from './text'

export function MarkValues({ at }: { at: At }) {
  const count = listStatements(at.covers).length
  return (
    <div class="mark-card" role="status" style={{ left: `${at.left}px`, top: `${at.top}px` }}>
      <dl>
        {at.covers.map((mark) => (
          <div key={`${mark.layer} ${mark.start} ${mark.end}`}>
            <dt>
              <LayerSample layer={mark.layer} />
            </dt>
            <dd dir="auto">{mark.values.join('; ')}</dd>
          </div>
        ))}
      </dl>
      <p class="soft">{t('shell.statements', { n: count })}</p>
    </div>
  )
}

interface ChoiceProps { at: At; records: readonly StatementRecord[]; onClose: () => void }

export function MarkChoice({ at, records, onClose }: ChoiceProps) {
  const card = useRef<HTMLDivElement>(null)
  const ids = listStatements(at.covers)
  useEffect(() => {
    const before = document.activeElement
    card.current?.querySelector<HTMLElement>('a, button')?.focus()
    const onPointer = (event: Event) => {
      if (!card.current?.contains(event.target as Node)) onClose()
    }
    document.addEventListener('pointerdown', onPointer)
    return () => {
      document.removeEventListener('pointerdown', onPointer)
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <div
      class="mark-card"
      role="dialog"
      aria-label={t('article.choose')}
      ref={card}
      style={{ left: `${at.left}px`, top: `${at.top}px` }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onClose()
      }}
    >
      <p>{t('article.choose')}</p>
      <ul>
        {ids.map((id) => {
          const record = records.find((one) => one.id === id)
          return record && <Choice key={id} record={record} onClose={onClose} />
        })}
      </ul>
      <button type="button" onClick={onClose}>
        {t('shell.close')}
      </button>
    </div>
  )
}

function Choice({ record, onClose }: { record: StatementRecord; onClose: () => void }) {
  const what = labelAction(record.action.type, record.action.mode)
  if (!record.accepted) {
    return (
      <li>
        <a href={`#refused-${record.id}`} onClick={(event) => toRefused(event, record.id, onClose)}>
          {t('marks.refused')}: {what}
        </a>
      </li>
    )
  }
  return (
    <li>
      <a href={address({ statement: record.id })} onClick={onClose}>
        {what} <q dir="auto">{record.trigger.text}</q>{' '}
        <span class={`status status-${record.status}`}>{label('status', record.status)}</span>
      </a>
    </li>
  )
}

// The address after # is the state of the pages, so a link inside the page moves the focus alone.
function toRefused(event: Event, id: string, onClose: () => void) {
  event.preventDefault()
  onClose()
  const entry = document.getElementById(`refused-${id}`)
  entry?.scrollIntoView({ block: 'nearest' })
  entry?.focus()
}
