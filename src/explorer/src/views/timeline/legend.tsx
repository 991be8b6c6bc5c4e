// What the colours and shapes of the timeline mean.

import { t } from '../../i18n'
import type { Category } from '../../parts/categories'
import { SURENESS } from './paint'

export function Legend({ title, categories }: { title: string; categories: Category[] }) {
  return (
    <ul class="legend" aria-label={`${t('shell.legend')}: ${title}`}>
      {categories.map(({ name, colour }) => (
        <li key={colour}>
          <svg class="dot" viewBox="0 0 10 10" aria-hidden="true">
            <circle cx="5" cy="5" r="4.5" style={{ fill: colour }} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  )
}

/** How sure a time is, in both pictures. */
export function Key() {
  return (
    <ul class="legend" aria-label={t('timeline.key')}>
      <li>
        <svg class="key" viewBox="0 0 34 10" aria-hidden="true">
          <circle class="key-fill" cx="5" cy="5" r="3.5" />
          <rect class="key-fill" x="18" width="9" y="0" height="10" fill-opacity={SURENESS.sure} />
        </svg>
        {t('timeline.key.sure')}
      </li>
      <li>
        <svg class="key" viewBox="0 0 34 10" aria-hidden="true">
          <rect class="key-fill" x="0" width="15" y="2.5" height="5" fill-opacity="0.6" />
          <path class="key-fill" d="M0 1h2v8h-2zM13 1h2v8h-2z" />
          <rect class="key-fill" x="18" width="9" y="0" height="10" fill-opacity={SURENESS.shared} />
        </svg>
        {t('timeline.key.shared')}
      </li>
      <li>
        <svg class="key" viewBox="0 0 34 10" aria-hidden="true">
          <rect class="key-fill" x="0" width="4" y="2.5" height="5" fill-opacity="0.15" />
          <rect class="key-fill" x="4" width="5" y="2.5" height="5" fill-opacity="0.35" />
          <rect class="key-fill" x="9" width="5" y="2.5" height="5" fill-opacity="0.6" />
          <path class="key-fill" d="M13 1h2v8h-2z" />
          <rect class="key-fill" x="18" width="9" y="0" height="10" fill-opacity={SURENESS.open} />
        </svg>
        {t('timeline.key.open')}
      </li>
    </ul>
  )
}
