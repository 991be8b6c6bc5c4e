// Claims against claims: the questions on which a selection disagrees, or one of them with all that is said of it.

import type { ViewProps } from '.'
import { NONE } from '../data/graph'
import { t } from '../i18n'
import { address } from '../state'
import { ViewHeading } from '../parts/view-heading'
import { Comparison } from './claims/comparison'
import { QuestionList } from './claims/question-list'

export default function Claims({ graph, selection, about }: ViewProps) {
  if (about === '') {
    return (
      <>
        <ViewHeading view="claims" />
        <QuestionList graph={graph} selection={selection} />
      </>
    )
  }
  const event = graph.findEvent(about)
  if (event === NONE) {
    return (
      <p class="message">
        {t('claims.gone')} <a href={address({ view: 'claims', about: '' })}>{t('claims.all')}</a>
      </p>
    )
  }
  return <Comparison key={about} graph={graph} selection={selection} event={event} />
}
