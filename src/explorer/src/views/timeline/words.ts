// Ticks and bins in; what they are called in the reader's language out.

import { language, t } from '../../i18n'
import { formatDay, formatMonth, formatYear } from '../../i18n/dates'
import type { Bins, Tick } from './scale'

const DAY_MS = 86_400_000
const PARTS: Record<Tick['parts'], Intl.DateTimeFormatOptions> = {
  day: { day: 'numeric', month: 'short' },
  'day-year': { day: 'numeric', month: 'short', year: 'numeric' },
  month: { month: 'short' },
  'month-year': { month: 'short', year: 'numeric' },
  year: { year: 'numeric' },
}
const made = new Map<string, Intl.DateTimeFormat>()

export function formatTick(tick: Tick): string {
  const key = `${language.value} ${tick.parts}`
  let format = made.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(language.value, { ...PARTS[tick.parts], timeZone: 'UTC', calendar: 'gregory' })
    made.set(key, format)
  }
  return format.format(tick.day * DAY_MS)
}

/** "3 March 2025", "week of 3 Mar 2025", "March 2025", "2025", "2020s". */
export function formatBin({ unit, edges }: Bins, bin: number): string {
  const day = edges[bin]!
  if (unit === 'day') return formatDay(day)
  if (unit === 'week') return t('timeline.week-of', { day: formatDay(day) })
  if (unit === 'month') return formatMonth(day)
  return unit === 'year' ? formatYear(day) : t('timeline.decade-of', { year: formatYear(day) })
}
