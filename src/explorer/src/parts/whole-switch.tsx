// Whether a page tells of what passes the filter, or of the whole graph.

import { t } from '../i18n'
import { address } from '../state'

export function WholeSwitch({ isWhole }: { isWhole: boolean }) {
  return (
    <span class="switch" role="group" aria-label={t('entity.scope')}>
      <a href={address({ own: { whole: '' } })} aria-current={isWhole ? undefined : 'true'}>
        {t('entity.scope.selection')}
      </a>
      <a href={address({ own: { whole: '1' } })} aria-current={isWhole ? 'true' : undefined}>
        {t('entity.scope.whole')}
      </a>
    </span>
  )
}
