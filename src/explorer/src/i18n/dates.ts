// Days as the reader's language writes them, as precise as the words of the text and no more.

import type { Day } from '../data/documents'
import { readDay } from '../data/filter'
import { locale, t } from '.'

const DAY_MS = 86_400_000
const made = new Map<string, Intl.DateTimeFormat>()

function formatter(parts: 'day' | 'month' | 'year'): Intl.DateTimeFormat {
  const key = `${locale.value} ${parts}`
  let found = made.get(key)
  if (!found) {
    const options: Intl.DateTimeFormatOptions = { timeZone: 'UTC', year: 'numeric', calendar: 'gregory' }
    if (parts !== 'year') options.month = parts === 'day' ? 'short' : 'long'
    if (parts === 'day') options.day = 'numeric'
    found = new Intl.DateTimeFormat(locale.value, options)
    made.set(key, found)
  }
  return found
}

export function formatDay(day: number): string {
  return formatter('day').format(day * DAY_MS)
}

export function formatMonth(day: number): string {
  return formatter('month').format(day * DAY_MS)
}

export function formatYear(day: number): string {
  return formatter('year').format(day * DAY_MS)
}

/**
 * An interval of days, both inclusive: a day, a month or a year where it is just that; "by 8 Apr 2025" where only the
 * end is known.
 */
export function formatSpan(earliest: Day, latest: Day): string {
  if (earliest === null && latest === null) return t('shell.date.none')
  if (earliest === null) return t('shell.date.by', { day: formatDay(latest!) })
  if (latest === null) return t('shell.date.since', { day: formatDay(earliest) })
  if (earliest === latest) return formatDay(earliest)
  const [first, last] = [new Date(earliest * DAY_MS), new Date((latest + 1) * DAY_MS)]
  if (first.getUTCDate() === 1 && last.getUTCDate() === 1) {
    const months = (last.getUTCFullYear() - first.getUTCFullYear()) * 12 + last.getUTCMonth() - first.getUTCMonth()
    if (months === 1) return formatMonth(earliest)
    if (months === 12 && first.getUTCMonth() === 0) return formatYear(earliest)
  }
  return formatter('day').formatRange(earliest * DAY_MS, latest * DAY_MS)
}

/** The day of "2025-04-08" or "2025-04-08T06:00:00Z", as the publisher counts days; else the words as they are. */
export function formatPublished(published: string): string {
  const day = readDay(published.slice(0, 10))
  return day === null ? published : formatDay(day)
}
