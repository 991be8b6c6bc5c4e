// The name of a view as its first heading, for those who go by headings; the tab says it to the eye.

import type { ViewName } from '../data/route'
import { t } from '../i18n'

export function ViewHeading({ view }: { view: ViewName }) {
  return <h1 class="visually-hidden">{t(`shell.view.${view}`)}</h1>
}
