// What a statement was read as, slot by slot: the words, the value, how it was decided; its standing, and what checks said.

import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import type { ActorRecord, DateRecord, Mention, QuantityRecord, Row, StatementRecord } from '../../data/documents'
import { type Graph, NONE } from '../../data/graph'
import { formatNumber, t } from '../../i18n'
import { label, labelAction } from '../../i18n/labels'
import { colourCodes } from '../colour'
import { tellDate, tellQuantity } from '../marks'
import { LayerSample } from '../marked-text'
import { ActorName } from '../names'
import { SideMark } from '../side-mark'
import { PlaceValue } from './place-value'

interface Props { graph: Graph; row: Row; record: StatementRecord }

/** Who says so, from the outlet inwards, whose word it is, and how sure of it the words are. */
export function Standing({ graph, row, record }: Props) {
  const colour = useMemo(() => colourCodes(graph, 'side'), [graph])
  const { statements } = graph.tables
  const side = statements.side[row]!
  const outlet = graph.publisher(statements.article[row]!)
  const isOutletFirst = outlet !== null && record.claimants[0]?.name !== outlet
  return (
    <section class="evidence-standing">
      <h3>{t('evidence.says')}</h3>
      <ol class="claimants">
        {isOutletFirst && (
          <li>
            <span dir="auto">{outlet}</span> <span class="soft">{t('evidence.prints')}</span>
          </li>
        )}
        {record.claimants.map((claimant, at) => (
          <li key={at}>
            <ActorName graph={graph} row={statements.claimants[row]![at] ?? NONE} />{' '}
            <span class="soft">
              {join([
                claimant.kind === 'unknown' ? '' : label('kind', claimant.kind),
                label('country', claimant.country ?? null),
              ])}
            </span>
            <Quote mention={claimant.mention} />
            <Quote mention={claimant.cue ?? null} />
          </li>
        ))}
      </ol>
      <p>
        {t('evidence.word-of')} <SideMark side={graph.code('side', side)} colour={colour(side)} />
      </p>
      <ul class="standing">
        <Explained name="status" value={record.status} />
        <Explained name="polarity" value={record.polarity} />
        <Explained name="modality" value={record.modality} />
      </ul>
    </section>
  )
}

function Explained({ name, value }: { name: 'status' | 'polarity' | 'modality'; value: string }) {
  const told = name === 'polarity' ? t(`evidence.polarity.${value}.name`) : label(name, value)
  return (
    <li>
      <b class={name === 'status' ? `status status-${value}` : undefined}>{told}</b>
      <span class="soft"> {t(`evidence.${name}.${value}`)}</span>
    </li>
  )
}

export function Slots({ graph, row, record }: Props) {
  const { statements } = graph.tables
  const parties = (name: 'actors' | 'recipients') =>
    record[name].map((actor, at) => <Party key={at} graph={graph} row={statements[name][row]![at] ?? NONE} actor={actor} />)
  return (
    <dl class="slots">
      <Slot layer="actor">{parties('actors')}</Slot>
      <Slot layer="trigger">
        <Value words={record.trigger} notes={[record.action.cameo && `CAMEO ${record.action.cameo}`, record.action.acled && `ACLED: ${record.action.acled}`]}>
          {label('type', record.action.type)}
          {record.action.mode && ` › ${labelAction(record.action.type, record.action.mode)}`}
        </Value>
      </Slot>
      <Slot layer="recipient">{parties('recipients')}</Slot>
      <Slot layer="place">
        {record.locations.map((place, at) => (
          <PlaceValue key={at} graph={graph} row={statements.places[row]![at] ?? NONE} place={place} />
        ))}
      </Slot>
      <Slot layer="date">{record.date && [<When key="date" date={record.date} />]}</Slot>
      <Slot layer="quantity">
        {record.quantities.map((quantity) => (
          <Amount key={quantity.start} quantity={quantity} />
        ))}
      </Slot>
    </dl>
  )
}

function Slot({ layer, children }: { layer: Parameters<typeof LayerSample>[0]['layer']; children: ComponentChildren }) {
  const isEmpty = !children || (Array.isArray(children) && children.length === 0)
  if (isEmpty) return null
  return (
    <div class="slot">
      <dt>
        <LayerSample layer={layer} />
      </dt>
      <dd>{children}</dd>
    </div>
  )
}

interface ValueProps {
  words: Mention | null
  notes: (string | false | null | undefined)[]
  rule?: string | null
  children: ComponentChildren
}

/** A value, the words it was read from, what else is known, and by which rule. */
export function Value({ words, notes, rule, children }: ValueProps) {
  const told = notes.filter((note): note is string => Boolean(note))
  return (
    <div class="value">
      <span class="value-read" dir="auto">
        {children}
      </span>
      <Quote mention={words} isTold />
      {told.length > 0 && <span class="value-notes">{told.join(' · ')}</span>}
      {rule && (
        <span class="value-rule">
          {t('evidence.by-rule')} <i dir="auto">{rule}</i>
        </span>
      )}
    </div>
  )
}

function Quote({ mention, isTold = false }: { mention: Mention | null; isTold?: boolean }) {
  if (!mention && !isTold) return null
  return (
    <>
      {' '}
      {mention ? <q dir="auto">{mention.text}</q> : <span class="soft">({t('evidence.no-words')})</span>}
    </>
  )
}

function Party({ graph, row, actor }: { graph: Graph; row: Row; actor: ActorRecord }) {
  return (
    <Value
      words={actor.mention}
      rule={actor.rule}
      notes={[
        actor.kind !== 'unknown' && label('kind', actor.kind),
        label('country', actor.country),
        label('sector', actor.sector),
        actor.wikidata && `Wikidata ${actor.wikidata}`,
      ]}
    >
      <ActorName graph={graph} row={row} />
    </Value>
  )
}

function When({ date }: { date: DateRecord }) {
  return (
    <Value
      words={date.mention}
      rule={date.rule}
      notes={[
        date.value,
        t('evidence.precision', { precision: label('precision', date.precision) }),
        t(`evidence.basis.${date.basis}`),
        date.anchor === 'publication' && date.basis !== 'publication' && t('evidence.anchor'),
      ]}
    >
      {tellDate(date)}
    </Value>
  )
}

function Amount({ quantity }: { quantity: QuantityRecord }) {
  return (
    <Value words={quantity} notes={[]}>
      {tellQuantity(quantity)}
    </Value>
  )
}

/** Which rule found the statement, how often such are right, and what the checks noticed. */
export function Judged({ record }: { record: StatementRecord }) {
  const { extractor, findings } = record
  return (
    <section class="evidence-judged">
      <h3>{t('evidence.judged')}</h3>
      <p>
        {t('evidence.extractor')} <code dir="ltr">{extractor.rule}</code>{' '}
        <span class="soft" dir="ltr">
          ({extractor.name} {extractor.version})
        </span>
      </p>
      <p>
        <label>
          {t('evidence.confidence')}{' '}
          <meter min={0} max={1} value={record.confidence}>
            {formatNumber(record.confidence)}
          </meter>
        </label>{' '}
        {formatNumber(record.confidence, { style: 'percent' })}
      </p>
      {findings.length === 0 ? (
        <p class="soft">{t('evidence.no-findings')}</p>
      ) : (
        <ul class="findings">
          {findings.map((finding, at) => (
            <li key={at} class={`finding finding-${finding.severity}`}>
              <b>{t(`evidence.severity.${finding.severity}`)}</b> <code dir="ltr">{finding.code}</code>{' '}
              <span dir="auto">{finding.message}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function join(parts: string[]): string {
  return parts.filter(Boolean).join(', ')
}
