// How claims bear on each other: numbered, so that the same number stands in the cells of both, with slot and reason.

import type { Row } from '../../data/documents'
import type { Graph } from '../../data/graph'
import { t } from '../../i18n'
import { label } from '../../i18n/labels'
import { describeChain, describeDeed } from '../../parts/names'
import { address } from '../../state'
import type { Note } from './claims-of'

const SIGNS: Record<string, string> = { contradicts: '≠', updates: '↻', corroborates: '=' }

function nameKind(note: Note, isFirst: boolean): string {
  return note.kind === 'updates' && !isFirst ? t('evidence.link.updated-by') : t(`evidence.link.${note.kind}`)
}

interface MarkProps { note: Note; isFirst: boolean; onPoint: (note: number) => void }

/** Beside what a claim says: the number of a note, which it leads to. */
export function NoteMark({ note, isFirst, onPoint }: MarkProps) {
  return (
    <button
      type="button"
      class={`note-mark note-${note.kind}`}
      title={`${nameKind(note, isFirst)} (${label('slot', note.slot)})`}
      aria-label={t('claims.note', { kind: nameKind(note, isFirst), number: note.number })}
      onMouseEnter={() => onPoint(note.number)}
      onMouseLeave={() => onPoint(0)}
      onFocus={() => onPoint(note.number)}
      onBlur={() => onPoint(0)}
      onClick={() => {
        const entry = document.getElementById(`claim-note-${note.number}`)
        entry?.scrollIntoView({ block: 'nearest' })
        entry?.focus()
      }}
    >
      <span aria-hidden="true">{SIGNS[note.kind] ?? '·'}</span>
      {note.number}
    </button>
  )
}

interface Props { graph: Graph; notes: Note[]; pointed: number; onPoint: (note: number) => void }

export function NoteList({ graph, notes, pointed, onPoint }: Props) {
  if (notes.length === 0) return null
  return (
    <section class="notes">
      <h2>{t('claims.notes')}</h2>
      <ol>
        {notes.map((note) => (
          <li
            key={note.link}
            id={`claim-note-${note.number}`}
            tabIndex={-1}
            class={`note note-${note.kind}`}
            data-pointed={pointed === note.number || undefined}
            onMouseEnter={() => onPoint(note.number)}
            onMouseLeave={() => onPoint(0)}
            onFocusIn={() => onPoint(note.number)}
            onFocusOut={() => onPoint(0)}
          >
            <b class="note-number">
              <span aria-hidden="true">{SIGNS[note.kind] ?? '·'}</span>
              {note.number}
            </b>
            <div>
              <End graph={graph} row={note.first} /> <b>{nameKind(note, true)}</b>{' '}
              {note.slot && <span class="note-slot">({label('slot', note.slot)})</span>}{' '}
              <End graph={graph} row={note.second} />
              <p class="soft" dir="auto">
                {graph.tables.links.reason[note.link]}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

function End({ graph, row }: { graph: Graph; row: Row }) {
  return (
    <a href={address({ statement: graph.tables.statements.id[row]! })}>
      <bdi>{describeChain(graph, row)}</bdi>: {describeDeed(graph, row)}
    </a>
  )
}
