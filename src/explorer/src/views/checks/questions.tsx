// Questions that the machine leaves to people: two that may be one, what is told of each, and keys and buttons to decide.

import { useEffect, useRef, useState } from 'preact/hooks'
import type { JudgementRow, QuestionRow, Words } from '../../data/documents'
import { type Graph, NONE } from '../../data/graph'
import { formatNumber, t } from '../../i18n'
import { label } from '../../i18n/labels'
import { address, go, openEvidence, route } from '../../state'
import { decide, decided, withdraw } from './deciding'
import { pairKey } from './lists'

const VERDICTS = { s: 'same', d: 'different', u: 'unsure' } as const
const AROUND = 12
const SENTENCES = 3

interface Props { graph: Graph; rows: QuestionRow[]; isReview: boolean }

export function Questions({ graph, rows, isReview }: Props) {
  const list = useRef<HTMLUListElement>(null)
  const asked = rows.findIndex((row) => pairKey(row) === (route.value.own.at ?? ''))
  const at = asked < 0 ? 0 : asked
  const [why, setWhy] = useState('')
  const current = rows[at]
  const move = (to: number) => {
    const row = rows[Math.max(0, Math.min(to, rows.length - 1))]
    if (!row) return
    setWhy('')
    go({ own: { at: pairKey(row) } }, { quietly: true })
  }
  const judge = (verdict: JudgementRow['verdict'], row: QuestionRow) => {
    decide({ first: row.first, second: row.second, verdict, who: null, when: null, why: why.trim() || null, firstName: row.firstName, secondName: row.secondName })
    move(rows.indexOf(row) + 1)
  }
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [at])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const key = event.key.toLowerCase()
      if (key === 'j' || key === 'arrowdown') move(at + 1)
      else if (key === 'k' || key === 'arrowup') move(at - 1)
      else if (isReview && current && !decided.peek().get(pairKey(current)) && key in VERDICTS) judge(VERDICTS[key as keyof typeof VERDICTS], current)
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
  if (rows.length === 0) return <p class="message">{t('checks.questions.none')}</p>
  const first = Math.max(0, at - AROUND)
  const shown = rows.slice(first, at + AROUND + 1)
  return (
    <div class="checks-cards">
      <p class="soft">
        {isReview ? t('checks.questions.how') : t('checks.closed')} {t('checks.place', { n: at + 1, all: rows.length })}
      </p>
      <p class="keys">
        <kbd>j</kbd> <kbd>k</kbd> {t('checks.keys.move')}
        {isReview && (
          <>
            {' '}
            <kbd>s</kbd> {t('entity.verdict.same')} <kbd>d</kbd> {t('entity.verdict.different')} <kbd>u</kbd> {t('entity.verdict.unsure')}
          </>
        )}
      </p>
      <ul ref={list}>
        {shown.map((row) => {
          const key = pairKey(row)
          const said = decided.value.get(key)
          const isCurrent = row === current
          return (
            <li key={key} class="check-card question" aria-current={isCurrent ? 'true' : undefined} onClick={(event) => {
                // What is done inside a card moves by itself, if it moves.
                if (!isCurrent && !(event.target as Element).closest('a, button, input')) move(rows.indexOf(row))
              }}
            >
              <p class="check-head">
                <span>
                  <span class="status">{t(`checks.kind.${row.kind}`)}</span> <span dir="auto">{row.reason}</span>
                </span>
                <span class="soft">{t('checks.score', { score: formatNumber(row.score, { maximumFractionDigits: 2, minimumFractionDigits: 2 }) })}</span>
              </p>
              <div class="question-sides">
                <Side graph={graph} id={row.first} name={row.firstName} words={row.firstWords} />
                <Side graph={graph} id={row.second} name={row.secondName} words={row.secondWords} />
              </div>
              {said && (
                <p class="question-said" role="status">
                  <b>{t(`entity.verdict.${said.verdict}`)}</b>{' '}
                  <button type="button" onClick={() => withdraw(said)}>
                    {t('checks.withdraw')}
                  </button>
                </p>
              )}
              {isReview && isCurrent && !said && (
                <div class="question-decide">
                  {(Object.keys(VERDICTS) as (keyof typeof VERDICTS)[]).map((letter) => (
                    <button key={letter} type="button" aria-keyshortcuts={letter} onClick={() => judge(VERDICTS[letter], row)}>
                      {t(`entity.verdict.${VERDICTS[letter]}`)} <kbd aria-hidden="true">{letter}</kbd>
                    </button>
                  ))}
                  <label class="field">
                    <span>{t('checks.why')}</span>
                    <input type="text" dir="auto" value={why} maxLength={500} onInput={(event) => setWhy(event.currentTarget.value)} />
                  </label>
                </div>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

function Side({ graph, id, name, words }: { graph: Graph; id: string; name: string; words: Words[] }) {
  const [isWhole, setWhole] = useState(false)
  return (
    <div>
      <h3 dir="auto">
        <Named graph={graph} id={id} name={name} />
      </h3>
      <ul class="question-words">
        {(isWhole ? words : words.slice(0, SENTENCES)).map((one, place) => {
          const row = graph.findStatement(one.statement)
          return (
            <li key={place}>
              <q dir="auto">{one.text}</q>{' '}
              {row === NONE ? (
                <a href={address({ view: 'article', about: one.article })}>{t('checks.article')}</a>
              ) : (
                <button type="button" class="plain" data-statement={one.statement} onClick={() => openEvidence(row)}>
                  {t('checks.evidence')}
                </button>
              )}
            </li>
          )
        })}
      </ul>
      {words.length > SENTENCES && !isWhole && (
        <button type="button" class="plain" onClick={() => setWhole(true)}>
          {t('entity.more', { n: words.length - SENTENCES })}
        </button>
      )}
    </div>
  )
}

/** One side of a question or a judgement, linked where it has a page: an event stands by one of its statements. */
export function Named({ graph, id, name }: { graph: Graph; id: string; name: string | null | undefined }) {
  const statement = id.startsWith('statement/') ? graph.findStatement(id.slice('statement/'.length)) : NONE
  const event = statement === NONE ? NONE : graph.tables.statements.event[statement]!
  const about = event !== NONE ? graph.tables.events.id[event]! : graph.findActor(id) !== NONE || graph.findPlace(id) !== NONE ? id : null
  const shown = name || id
  return about === null ? <span dir="auto">{shown}</span> : (
    <a class="name" dir="auto" href={address({ view: 'entity', about })}>
      {shown}
    </a>
  )
}

export function Judgements({ graph, rows, isReview }: { graph: Graph; rows: JudgementRow[]; isReview: boolean }) {
  if (rows.length === 0) return <p class="message">{isReview ? t('checks.judgements.none') : `${t('checks.judgements.none')} ${t('checks.closed')}`}</p>
  return (
    <div class="checks-cards">
      {!isReview && <p class="soft">{t('checks.closed')}</p>}
      <div class="checks-scroll">
        <table>
          <thead>
            <tr>
              {['verdict', 'first', 'second', 'who', 'when', 'why'].map((name) => (
                <th key={name} scope="col">
                  {t(`checks.column.${name}`)}
                </th>
              ))}
              {isReview && (
                <th scope="col">
                  <span class="visually-hidden">{t('checks.withdraw')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at}>
                <td>
                  <b>{label('verdict', row.verdict)}</b>
                </td>
                <td>
                  <Named graph={graph} id={row.first} name={row.firstName} />
                </td>
                <td>
                  <Named graph={graph} id={row.second} name={row.secondName} />
                </td>
                <td dir="auto">{row.who}</td>
                <td>{row.when}</td>
                <td dir="auto">{row.why}</td>
                {isReview && (
                  <td>
                    <button type="button" onClick={() => withdraw(row)}>
                      {t('checks.withdraw')}
                    </button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
