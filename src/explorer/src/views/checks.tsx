// What is open about the graph: findings, refused statements, questions of identity, and what people judged.

import { useEffect, useMemo } from 'preact/hooks'
import { formatNumber, t } from '../i18n'
import { WholeSwitch } from '../parts/whole-switch'
import { address, meta, route, source } from '../state'
import { decided, forget, written } from './checks/deciding'
import { Findings, Refused } from './checks/findings'
import { pairKey, passesFinding, passesQuestion, passesRefused, usePages } from './checks/lists'
import { Judgements, Questions } from './checks/questions'
import type { ViewProps } from '.'

const TABS = ['findings', 'refused', 'questions', 'judgements'] as const

export default function Checks({ graph, selection }: ViewProps) {
  const { own } = route.value
  const tab = TABS.find((one) => one === own.tab) ?? 'findings'
  const isWhole = own.whole === '1'
  const isReview = meta.value?.review ?? false
  const from = source.value
  const findings = usePages(from && from.findings, graph)
  const refused = usePages(from && from.refused, graph)
  const questions = usePages(from && from.questions, graph)
  const judgements = usePages(from && from.judgements, `${graph.tables.content} ${written.value}`)
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
      <div class="entity-bar">
        <nav aria-label={t('checks.tabs')}>
          <ul class="tabs">
            {TABS.map((one) => (
              <li key={one}>
                <a href={address({ own: { tab: one, code: '', at: '' } })} aria-current={one === tab ? 'true' : undefined}>
                  {t(`checks.tab.${one}`)} {shown[one] && <span class="soft">{formatNumber(shown[one].length)}</span>}
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
