// A statement's record in, the words it rests on out: where each stands, what it fills, and the value it was read as.

import type { ActorRecord, DateRecord, Mention, PlaceRecord, QuantityRecord, StatementRecord } from '../data/documents'
import { readDay } from '../data/filter'
import type { Stretch } from '../data/segments'
import { formatNumber, t } from '../i18n'
import { formatSpan } from '../i18n/dates'
import { label, labelAction } from '../i18n/labels'
import type { Layer } from './layers'

export interface Mark extends Stretch {
  layer: Layer
  /** What the words were read as, in the reader's language. */
  value: string
}

export function listMarks(record: StatementRecord): Mark[] {
  const marks: Mark[] = []
  const add = (layer: Layer, mention: Mention | null | undefined, value: string) => {
    if (mention) marks.push({ start: mention.start, end: mention.end, layer, value })
  }
  add('trigger', record.trigger, labelAction(record.action.type, record.action.mode))
  for (const actor of record.actors) add('actor', actor.mention, tellActor(actor))
  for (const actor of record.recipients) add('recipient', actor.mention, tellActor(actor))
  for (const place of record.locations) add('place', place.mention, tellPlace(place))
  if (record.date) add('date', record.date.mention, tellDate(record.date))
  for (const quantity of record.quantities) add('quantity', quantity, tellQuantity(quantity))
  for (const claimant of record.claimants) {
    add('claimant', claimant.mention, claimant.name)
    add('cue', claimant.cue, claimant.name)
  }
  return marks
}

function tellActor(actor: ActorRecord): string {
  const known = [
    actor.name ?? actor.mention?.text ?? t('shell.actor.unknown'),
    actor.kind === 'unknown' ? '' : label('kind', actor.kind),
    label('country', actor.country),
    label('sector', actor.sector),
  ]
  return known.filter(Boolean).join(', ')
}

function tellPlace(place: PlaceRecord): string {
  const name = place.name ?? place.mention?.text ?? t('shell.place.unknown')
  const known = [name, place.level ? label('level', place.level) : '', label('country', place.country)]
  if (place.status !== 'resolved') known.push(label('placeStatus', place.status))
  return known.filter(Boolean).join(', ')
}

export function tellDate(date: DateRecord): string {
  return formatSpan(date.earliest ? readDay(date.earliest) : null, date.latest ? readDay(date.latest) : null)
}

/** "killed: 12 or more", "area: 30–40 km²": the range that the words give and no more. */
export function tellQuantity(quantity: QuantityRecord): string {
  const amount = tellRange(quantity.low, quantity.high, quantity.approximate) + tellUnit(quantity.unit)
  return quantity.kind === 'other' ? amount : `${label('toll', quantity.kind)}: ${amount}`
}

export function tellUnit(unit: string | null): string {
  return unit === null || unit === 'person' ? '' : ` ${label('unit', unit)}`
}

export function tellRange(low: number | null, high: number | null, isApproximate: boolean): string {
  const about = (range: string) => (isApproximate ? t('marks.about', { range }) : range)
  if (low === null && high === null) return t('marks.some')
  if (low === null) return about(t('marks.up-to', { n: formatNumber(high!) }))
  if (high === null) return about(t('marks.at-least', { n: formatNumber(low) }))
  return about(low === high ? formatNumber(low) : `${formatNumber(low)}–${formatNumber(high)}`)
}
