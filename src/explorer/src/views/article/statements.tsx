// The statements of an article in the order of its text, beside it; refused ones apart, with the reason.

import { useEffect, useRef } from 'preact/hooks'
import type { StatementRecord } from '../../data/documents'
import { t } from '../../i18n'
import { label, labelAction } from '../../i18n/labels'
import { tellQuantity } from '../../parts/marks'
import { address } from '../../state'
import { listReasons } from './marks-of'

interface Props {
  accepted: StatementRecord[]
  refused: StatementRecord[]
  openId: string
  passes: (id: string) => boolean
}

export function StatementList({ accepted, refused, openId, passes }: Props) {
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    list.current?.querySelector('[data-open]')?.scrollIntoView({ block: 'nearest' })
  }, [openId])
  const outside = accepted.filter((one) => !passes(one.id)).length
  return (
    <section class="article-statements-list" aria-label={t('article.statements')}>
      <h2>{t('shell.statements', { n: accepted.length })}</h2>
      {outside > 0 && <p class="soft">{t('article.dimmed', { n: outside })}</p>}
      <ol ref={list}>
        {[...accepted].sort(byPlace).map((record) => (
          <li key={record.id} data-open={record.id === openId || undefined} class={passes(record.id) ? undefined : 'dim'}>
            <a href={address({ statement: record.id })} aria-current={record.id === openId ? 'true' : undefined}>
              <Line record={record} />
              {!passes(record.id) && <span class="visually-hidden"> ({t('article.outside')})</span>}
            </a>
          </li>
        ))}
      </ol>
      {refused.length > 0 && (
        <>
          <h2>{t('article.refused.title')}</h2>
          <ol>
            {[...refused].sort(byPlace).map((record) => (
              <li key={record.id} id={`refused-${record.id}`} tabIndex={-1}>
                <Line record={record} />
                <q dir="auto">{record.evidence.map((one) => one.text).join(' … ')}</q>
                <ul>
                  {listReasons(record).map((reason) => (
                    <li key={reason} class="caution" dir="auto">
                      {reason}
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}

/** "Furat Post › council: troops – attack → town" as far as the record's own names go. */
function Line({ record }: { record: StatementRecord }) {
  const names = (all: StatementRecord['actors']) => all.map((one) => one.name ?? one.mention?.text ?? '').filter(Boolean).join(', ')
  const [actors, recipients] = [names(record.actors), names(record.recipients)]
  const said = record.claimants.map((one) => one.name).join(' › ')
  return (
    <>
      {said && (
        <span class="soft">
          <bdi>{said}</bdi>:{' '}
        </span>
      )}
      {actors && (
        <>
          <bdi>{actors}</bdi> –{' '}
        </>
      )}
      <b>
        {record.polarity === 'negative' && `${t('shell.not')} `}
        {labelAction(record.action.type, record.action.mode)}
      </b>
      {recipients && (
        <>
          <span class="arrow" aria-hidden="true">
            →
          </span>
          <bdi>{recipients}</bdi>
        </>
      )}
      {record.quantities.map((one) => `, ${tellQuantity(one)}`)}{' '}
      <span class={`status status-${record.status}`}>{label('status', record.status)}</span>
    </>
  )
}

function byPlace(a: StatementRecord, b: StatementRecord): number {
  return a.trigger.start - b.trigger.start || a.trigger.end - b.trigger.end
}
