// The articles that the selection holds: when and by whom printed, and how much each says.

import { useMemo } from 'preact/hooks'
import type { Row } from '../../data/documents'
import type { Selection } from '../../data/filter'
import type { Graph } from '../../data/graph'
import { formatNumber, t } from '../../i18n'
import { formatPublished } from '../../i18n/dates'
import { VirtualRows } from '../../parts/virtual-rows'
import { address, go, route } from '../../state'

const ROW_PIXELS = 46
const ORDERS = ['published', 'title', 'publisher', 'agency', 'statements'] as const
type Order = (typeof ORDERS)[number]
interface Told { row: Row; count: number }

export function ArticleList({ graph, selection }: { graph: Graph; selection: Selection }) {
  const asked = route.value.own.sort ?? '-published'
  const isDown = asked.startsWith('-')
  const order = ORDERS.find((one) => one === asked.replace('-', '')) ?? 'published'
  const told = useMemo(() => sort(graph, count(graph, selection), order, isDown), [graph, selection, order, isDown])
  if (told.length === 0) return <p class="message">{t('shell.nothing')}</p>
  return (
    <VirtualRows
      count={told.length}
      height={ROW_PIXELS}
      columns={ORDERS.length}
      label={t('article.caption')}
      header={<Header order={order} isDown={isDown} />}
      render={(place) => <ArticleRow key={told[place]!.row} graph={graph} told={told[place]!} place={place} />}
    />
  )
}

function Header({ order, isDown }: { order: Order; isDown: boolean }) {
  return (
    <div class="article-row article-row-head" role="row" aria-rowindex={1}>
      {ORDERS.map((one) => (
        <span
          key={one}
          role="columnheader"
          class={`article-${one}`}
          aria-sort={one === order ? (isDown ? 'descending' : 'ascending') : 'none'}
        >
          <button
            type="button"
            title={t('events.sort', { name: t(`article.${one}`) })}
            onClick={() => go({ own: { sort: one === order && !isDown ? `-${one}` : one } })}
          >
            {t(`article.${one}`)}
          </button>
        </span>
      ))}
    </div>
  )
}

function ArticleRow({ graph, told: { row, count }, place }: { graph: Graph; told: Told; place: number }) {
  const { articles } = graph.tables
  const all = graph.ofArticle[row]!.length
  const published = articles.published[row]
  return (
    <div class="article-row" role="row" aria-rowindex={place + 2}>
      <span role="cell" class="article-published">
        {published ? formatPublished(published) : <span class="unknown">{t('shell.date.none')}</span>}
      </span>
      <span role="cell" class="article-title">
        <a dir="auto" href={address({ view: 'article', about: articles.id[row]!, statement: '' })}>
          {articles.title[row] || t('evidence.untitled')}
        </a>
      </span>
      <span role="cell" class="article-publisher" dir="auto">
        {articles.publisher[row] ?? ''}
      </span>
      <span role="cell" class="article-agency" dir="auto">
        {articles.agency[row] ?? ''}
      </span>
      <span role="cell" class="article-statements">
        {count === all ? formatNumber(all) : t('article.of', { n: count, all })}
      </span>
    </div>
  )
}

function count(graph: Graph, selection: Selection): Told[] {
  const counts = new Map<Row, number>()
  for (const statement of selection.statements) {
    const article = graph.tables.statements.article[statement]!
    counts.set(article, (counts.get(article) ?? 0) + 1)
  }
  return [...counts].map(([row, count]) => ({ row, count }))
}

function sort(graph: Graph, told: Told[], order: Order, isDown: boolean): Told[] {
  const { articles } = graph.tables
  const collator = new Intl.Collator()
  return [...told].sort((a, b) => {
    if (order === 'statements') return (isDown ? b.count - a.count : a.count - b.count) || a.row - b.row
    const [first, second] = [articles[order][a.row], articles[order][b.row]]
    if (!first || !second) return first ? -1 : second ? 1 : a.row - b.row
    const found = order === 'published' ? (first < second ? -1 : Number(first > second)) : collator.compare(first, second)
    return (isDown ? -found : found) || a.row - b.row
  })
}
