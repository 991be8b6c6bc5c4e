// Articles: the list of those that the selection holds, or one of them with its words marked.

import type { ViewProps } from '.'
import { ViewHeading } from '../parts/view-heading'
import { ArticleList } from './article/list'
import { ArticlePage } from './article/page'

export default function Articles({ graph, selection, about }: ViewProps) {
  if (about === '') {
    return (
      <>
        <ViewHeading view="article" />
        <ArticleList graph={graph} selection={selection} />
      </>
    )
  }
  return <ArticlePage key={about} graph={graph} selection={selection} id={about} />
}
