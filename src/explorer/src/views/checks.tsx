// What is open about the graph: findings, refused statements, questions of identity, and what people judged.

import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { Page } from '../data/documents'
import { formatNumber, t } from '../i18n'
import { WholeSwitch } from '../parts/whole-switch'
import { address, meta, route, source } from '../state'
import { decided, forget, written } from './checks/deciding'
import { Findings, Refused } from './checks/findings'
import { pairKey, passesFinding, passesQuestion, passesRefused, usePages } from './checks/lists'
import { Judgements, Questions } from './checks/questions'
import type { ViewProps } from '.'

const TABS = ['findings', 'refused', 'questions', 'judgements'] as const
type Tab = (typeof TABS)[number]
type Ask<R> = (cursor?: string) => Promise<Page<R>>

export default function Checks({ graph, selection }: ViewProps) {
  const { own } = route.value
  const tab = TABS.find((one) => one === own.tab) ?? 'findings'
  const isWhole = own.whole === '1'
  const isReview = meta.value?.review ?? false
  const from = source.value
  // Lists are long: one is read when it is first looked at.
  const wanted = useRef(new Set<Tab>())
  wanted.current.add(tab)
  const want = <R,>(one: Tab, ask: Ask<R> | undefined) => (wanted.current.has(one) && ask ? ask : null)
  const findings = usePages(want('findings', from?.findings), graph)
  const refused = usePages(want('refused', from?.refused), graph)
  const questions = usePages(want('questions', from?.questions), graph)
  const judgements = usePages(want('judgements', from?.judgements), `${graph.tables.content} ${written.value}`)
  const { counts } = graph.tables
  const count = (one: Tab) => shown[one]?.length ?? (one === 'judgements' ? null : counts[one])
  // What the server's lists tell themselves need not be remembered here.
  useEffect(() => {
    const asked = new Set(questions?.rows.map(pairKey))
    for (const [pair, said] of decided.peek()) if (said === null || (questions && !asked.has(pair))) forget(pair)
  }, [judgements, questions])
  const shown = useMemo(
    () => ({
      findings: findings?.rows.filter((row) => isWhole || passesFinding(graph, selection, row)) ?? null,
      refused: refused?.rows.filter((row) => isWhole || passesRefused(graph, selection, row)) ?? null,
      questions: questions?.rows.filter((row) => isWhole || passesQuestion(graph, selection, row)) ?? null,
      judgements: judgements?.rows.filter((row) => decided.value.get(pairKey(row)) !== null) ?? null,
    }),
    [findings, refused, questions, judgements, graph, selection, isWhole, decided.value],
  )
  const part = { findings, refused, questions, judgements }[tab]
  return (
    <div class="checks">
      <h1 class="visually-hidden">{t('shell.view.checks')}</h1>
      <div class="entity-bar">
        <nav aria-label={t('checks.tabs')}>
          <ul class="subtabs">
            {TABS.map((one) => (
              <li key={one}>
                <a href={address({ own: { tab: one, code: '', at: '' } })} aria-current={one === tab ? 'true' : undefined}>
                  {t(`checks.tab.${one}`)} {count(one) !== null && <span class="soft">{formatNumber(count(one)!)}</span>}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <WholeSwitch isWhole={isWhole} />
      </div>
      {part && !part.isWhole && <p class="soft checks-part">{t('checks.first', { n: part.rows.length, all: part.total })}</p>}
      {part === null || shown[tab] === null ? (
        <p class="message" role="status">
          {t('shell.loading')}
        </p>
      ) : tab === 'findings' ? (
        <Findings graph={graph} rows={shown.findings!} />
      ) : tab === 'refused' ? (
        <Refused graph={graph} rows={shown.refused!} />
      ) : tab === 'questions' ? (
        <Questions graph={graph} rows={shown.questions!} isReview={isReview} />
      ) : (
        <Judgements graph={graph} rows={shown.judgements!} isReview={isReview} />
      )}
    </div>
  )
}
