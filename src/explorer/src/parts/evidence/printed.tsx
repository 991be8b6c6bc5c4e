// Where a statement was printed: the article, its publisher and agency, and the way to the original.

import type { ArticleHeader, Row } from '../../data/documents'
import { type Graph } from '../../data/graph'
import { safeAddress } from '../../data/cite'
import { t } from '../../i18n'
import { formatPublished } from '../../i18n/dates'
import { address } from '../../state'

export function Printed({ graph, row, article }: { graph: Graph; row: Row; article: ArticleHeader }) {
  const original = safeAddress(article.url)
  const about = graph.tables.articles.id[graph.tables.statements.article[row]!]!
  const outlets = [article.publisher, article.agency].filter((one) => Boolean(one))
  return (
    <section class="evidence-printed" aria-label={t('evidence.article')}>
      <p>
        <a dir="auto" href={address({ view: 'article', about })}>
          {article.title || t('evidence.untitled')}
        </a>
      </p>
      <p class="soft">
        <span dir="auto">{[...new Set(outlets)].join(' · ') || t('evidence.publisher.unknown')}</span>
        {' · '}
        {article.published ? formatPublished(article.published) : t('shell.date.none')}
        {article.byline && !outlets.includes(article.byline) && (
          <>
            {' · '}
            <span dir="auto">{article.byline}</span>
          </>
        )}
        {original !== null && (
          <>
            {' · '}
            <a href={original} target="_blank" rel="noopener noreferrer">
              {t('evidence.original')} <span aria-hidden="true">↗</span>
            </a>
          </>
        )}
      </p>
    </section>
  )
}
