// What else is said of the same event: statements that this one contradicts, updates or bears out, and all others.

import { useState } from 'preact/hooks'
import type { Row } from '../../data/documents'
import { type Graph, NONE } from '../../data/graph'
import { t } from '../../i18n'
import { formatPublished } from '../../i18n/dates'
import { labelCode } from '../../i18n/labels'
import { address } from '../../state'
import { describeChain, describeDeed, describeWhen, StatusMark } from '../names'

const SHOWN = 8

export function Others({ graph, row }: { graph: Graph; row: Row }) {
  const { statements, links, events } = graph.tables
  const event = statements.event[row]!
  const bearing = graph.linksOf[row]!
  const linked = new Set(bearing.flatMap((link) => [links.first[link]!, links.second[link]!]))
  const rest = event === NONE ? [] : graph.ofEvent[event]!.filter((one) => one !== row && !linked.has(one))
  const [isAll, setAll] = useState(false)
  const shown = isAll ? rest : rest.slice(0, SHOWN)
  if (bearing.length === 0 && rest.length === 0) return null
  return (
    <section class="evidence-others">
      <h3>{t('evidence.others')}</h3>
      {bearing.length > 0 && (
        <ul>
          {bearing.map((link) => {
            const isFirst = links.first[link] === row
            const other = isFirst ? links.second[link]! : links.first[link]!
            return (
              <li key={link} class={`link link-${graph.code('link', links.kind[link]!)}`}>
                <b>{tellLink(graph, link, isFirst)}</b>
                <OtherStatement graph={graph} row={other} />
                <span class="soft" dir="auto">
                  {links.reason[link]}
                </span>
              </li>
            )
          })}
        </ul>
      )}
      {shown.length > 0 && (
        <>
          <h4>{t('evidence.same-event')}</h4>
          <ul>
            {shown.map((other) => (
              <li key={other}>
                <OtherStatement graph={graph} row={other} />
              </li>
            ))}
          </ul>
        </>
      )}
      {rest.length > shown.length && (
        <button type="button" class="plain" onClick={() => setAll(true)}>
          {t('evidence.more', { n: rest.length - shown.length })}
        </button>
      )}
      {event !== NONE && (
        <p>
          <a href={address({ view: 'claims', about: events.id[event]! })}>{t('evidence.compare')}</a>
        </p>
      )}
    </section>
  )
}

/** "contradicts (place)"; an update is one from the side of the later word alone. */
function tellLink(graph: Graph, link: Row, isFirst: boolean): string {
  const { links } = graph.tables
  const kind = graph.code('link', links.kind[link]!)
  const slot = labelCode(graph, 'slot', links.slot[link]!)
  const told = kind === 'updates' && !isFirst ? t('evidence.link.updated-by') : t(`evidence.link.${kind}`)
  return slot ? `${told} (${slot})` : told
}

function OtherStatement({ graph, row }: { graph: Graph; row: Row }) {
  const { statements, articles } = graph.tables
  const published = articles.published[statements.article[row]!]
  return (
    <a class="other" href={address({ statement: statements.id[row]! })}>
      <span dir="auto">{describeChain(graph, row)}</span>
      {': '}
      {describeDeed(graph, row)}, {describeWhen(graph, row)} <StatusMark graph={graph} row={row} />
      {published && <span class="soft"> {t('evidence.printed-on', { day: formatPublished(published) })}</span>}
    </a>
  )
}
