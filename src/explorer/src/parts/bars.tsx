// Labels with numbers as horizontal bars, each with its number beside it, so that nothing hangs on lengths alone.

import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { formatNumber, t } from '../i18n'

export interface BarItem { key: string | number; label: ComponentChildren; value: number; colour?: string; onChoose?: () => void }

interface Props {
  /** What is counted ("statements"), for the axis and for screen readers. */
  unit: string
  title: string
  items: BarItem[]
  shown?: number
}

export function Bars({ unit, title, items, shown = 8 }: Props) {
  const [isWhole, setWhole] = useState(false)
  const most = Math.max(...items.map((item) => Math.abs(item.value)), 0)
  const rows = isWhole ? items : items.slice(0, shown)
  if (items.length === 0) return null
  return (
    <figure class="bars">
      <figcaption>
        {title} <span class="soft">({unit})</span>
      </figcaption>
      <ul>
        {rows.map((item) => (
          <li key={item.key}>
            <span class="bars-label">{item.label}</span>
            <svg class="bars-line" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect
                class={item.value < 0 ? 'bars-less' : 'bars-bar'}
                width={most > 0 ? Math.max(0.8, (Math.abs(item.value) / most) * 100) : 0}
                height="10"
                style={item.colour ? { fill: item.colour } : undefined}
              />
            </svg>
            <span class="bars-value">{formatNumber(item.value)}</span>
          </li>
        ))}
      </ul>
      {items.length > shown && (
        <button type="button" class="plain" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t('entity.fewer') : t('entity.more', { n: items.length - shown })}
        </button>
      )}
    </figure>
  )
}
