// Who did what to whom, as reported: actors as nodes, what passed between them as ties, over time.

import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Row } from '../data/documents'
import { readDay, writeDay } from '../data/filter'
import { type Graph, NONE } from '../data/graph'
import { formatNumber, language, t } from '../i18n'
import { formatDay } from '../i18n/dates'
import { Choice } from '../parts/choice'
import { Combobox } from '../parts/combobox'
import { nameActor } from '../parts/names'
import { usePalette } from '../parts/palette'
import { ViewHeading } from '../parts/view-heading'
import { go, notify, route, vocabulary } from '../state'
import { ActorCard, TieCard } from './network/cards'
import { ActorLegend, TieLegend } from './network/legend'
import { type Layout, LAYOUTS } from './network/layout'
import { NetworkList } from './network/list'
import { type ActorGroups, actorSize, COLOURED, makeActorGroups } from './network/look'
import { countUndated, findMemory, findMoment, makeCourse } from './network/moment'
import type { Drawing, Picture, Strength } from './network/picture'
import { Playback } from './network/playback'
import { findSight, listNeighbours } from './network/sight'
import { foldTies, pairOf, splitTie, STANDINGS, type Tie } from './network/ties'
import { findExtent } from './timeline/density'
import { canDraw } from './network/webgl'
import type { ViewProps } from '.'

/** Ties to draw at most; the second is drawn unless asked otherwise, since a picture of more is hard to read. */
const LIMITS = [50, 150, 500, 1500, 5000]
const LIMIT = 150
/** Pixels between ties that stand side by side. */
const SIDE_BY_SIDE = 7

type Own = Record<string, string>

export default function Network({ graph, selection }: ViewProps) {
  const { own, filter } = route.value
  const layout = LAYOUTS.find((one) => one === own.layout) ?? 'force'
  const coloured = COLOURED.find((one) => one === own.colour) ?? 'side'
  const limit = LIMITS.find((one) => String(one) === own.limit) ?? LIMIT
  const words = vocabulary.value
  const palette = usePalette()
  const Shown = usePicture()

  const folded = useMemo(() => {
    const standings = new Set(STANDINGS.filter((one) => own[one] !== 'off'))
    return foldTies(graph, selection.statements, standings)
  }, [graph, selection, own.planned, own.denied])
  const asked = useMemo(() => readAsked(graph, own, limit), [graph, own.focus, own.open, own.shut, limit])
  const sight = useMemo(() => findSight(folded.ties, asked), [folded, asked])
  const groups = useMemo(() => makeActorGroups(graph, coloured), [graph, coloured, language.value, words])
  const picked = useMemo(() => readPicked(graph, own.pick), [graph, own.pick])
  const drawing = useMemo<Drawing>(
    () => makeDrawing(graph, sight, folded.counts, groups, picked.pair, layout),
    [graph, sight, folded, groups, picked.pair, layout],
  )

  const span = useMemo(() => {
    const extent = findExtent(graph, sight.ties.flatMap((tie) => tie.rows), false)
    const days = { from: (filter.from && readDay(filter.from)) || extent?.from, to: (filter.to && readDay(filter.to)) || extent?.to }
    return days.from === undefined || days.to === undefined || days.from >= days.to ? null : { from: days.from, to: days.to }
  }, [graph, sight, filter.from, filter.to])
  const [running, setRunning] = useState<number | null>(null)
  const [isPlaying, setPlaying] = useState(false)
  const askedDay = own.at ? readDay(own.at) : null
  const day = span && (running ?? (askedDay === null ? null : Math.max(span.from, Math.min(span.to, askedDay))))
  const courses = useMemo(() => new Map(drawing.ties.map(({ tie }) => [tie.key, makeCourse(graph, tie)])), [graph, drawing])
  const strength = useMemo<Strength | null>(() => {
    if (day === null || !span) return null
    const memory = findMemory(span)
    const found = new Map(
      [...courses].map(([key, course]) => {
        const { count, freshness } = findMoment(graph, course, day, memory)
        return [key, { count, alpha: count === 0 ? 0 : Math.min(1, count) * (0.35 + 0.65 * freshness) }]
      }),
    )
    return (tie) => found.get(tie.key) ?? { alpha: 0, count: 0 }
  }, [graph, courses, day, span])

  const pick = (value: string) => go({ own: { pick: value } })
  const pickActor = (row: Row | null) => pick(row === null ? '' : graph.tables.actors.key[row]!)
  const pickTie = (tie: Tie) => pick(`${graph.tables.actors.key[tie.from]}>${graph.tables.actors.key[tie.to]}`)
  // Who is not in the picture is shown with those around.
  const find = (key: string) => (sight.actors.includes(graph.findActor(key)) ? pick(key) : go({ own: { pick: key, focus: key, open: '', shut: '' } }))
  const isList = own.show === 'list' || Shown === 'none'
  const seen = day === null ? null : drawing.ties.filter(({ tie }) => strength!(tie).alpha > 0).length

  return (
    <div class="network">
      <ViewHeading view="network" />
      <div class="network-bar">
        <Choice view="network" name="layout" value={layout} options={LAYOUTS} first="force" />
        <Choice view="network" name="colour" value={coloured} options={COLOURED} first="side" />
        <label class="field">
          <span>{t('network.limit')}</span>
          <select value={limit} onChange={(event) => go({ own: { limit: event.currentTarget.value === String(LIMIT) ? '' : event.currentTarget.value } })}>
            {LIMITS.map((one) => (
              <option key={one} value={one}>
                {t('network.limit.strongest', { n: one })}
              </option>
            ))}
          </select>
        </label>
        {(['planned', 'denied'] as const).map((standing) => (
          <label class="field" key={standing}>
            <input type="checkbox" checked={own[standing] !== 'off'} onChange={(event) => go({ own: { [standing]: event.currentTarget.checked ? '' : 'off' } })} />
            <span>{t(`network.standing.${standing}`)}</span>
          </label>
        ))}
        <Combobox label={t('network.find')} list={() => listActors(graph, folded.counts)} onChoose={find} />
        <button type="button" aria-pressed={isList} disabled={Shown === 'none'} onClick={() => go({ own: { show: isList ? '' : 'list' } })}>
          {t('network.list')}
        </button>
      </div>
      <div class="network-legends">
        <ActorLegend title={t(`network.colour.${coloured}`)} groups={groups.legend(sight.actors)} />
        <TieLegend />
      </div>
      <p class="network-told">
        {t('network.actors', { n: sight.actors.length })} · {t('network.ties', { n: sight.ties.length })}
        {sight.beyond > 0 && <strong> · {t('network.beyond', { n: sight.beyond })}</strong>}
        {folded.untied > 0 && <span class="soft"> · {t('network.untied', { n: folded.untied })}</span>}
        {asked.focus !== null && (
          <>
            {' · '}
            {t('network.around')} <bdi>{nameActor(graph, asked.focus)}</bdi>{' '}
            <button type="button" class="plain" onClick={() => go({ own: { focus: '', open: '', shut: '' } })}>
              {t('network.unfocus')}
            </button>
          </>
        )}
        {Shown === 'none' && <strong role="status"> · {t('network.no-webgl')}</strong>}
      </p>
      <div class="network-stage">
        {sight.actors.length === 0 ? (
          <p class="message">{t(selection.statements.length ? 'network.nothing' : 'shell.nothing')}</p>
        ) : isList ? (
          <NetworkList
            graph={graph}
            actors={listSight(graph, sight.actors, folded, groups)}
            ties={sight.ties}
            onActor={pickActor}
            onTie={pickTie}
          />
        ) : typeof Shown === 'string' ? (
          <p class="message" role="status">
            {t('shell.loading')}
          </p>
        ) : (
          <Shown
            drawing={drawing}
            palette={palette}
            strength={strength}
            picked={picked}
            onActor={pickActor}
            onTie={pickTie}
            describe={(tie) => describeTie(graph, tie)}
          />
        )}
        <Card graph={graph} own={own} folded={folded} sight={sight} groups={groups} picked={picked} />
      </div>
      {span && !isList && sight.ties.length > 0 && (
        <Playback
          span={span}
          day={day}
          isPlaying={isPlaying}
          told={[
            day === null ? '' : t('network.by', { day: formatDay(day), n: seen! }),
            day === null ? '' : tellUndated(graph, sight.ties),
          ].filter(Boolean).join(' · ')}
          onPlay={(isOn) => {
            setPlaying(isOn)
            if (!isOn && running !== null) go({ own: { at: writeDay(running) } }, { quietly: true })
            if (!isOn) setRunning(null)
          }}
          onDay={(next, isRunning) => {
            setRunning(isRunning ? next : null)
            if (!isRunning) go({ own: { at: next === null ? '' : writeDay(next) } }, { quietly: true })
          }}
        />
      )}
    </div>
  )
}

/** The picture's module, which needs WebGL from its first line on; "none" where the browser has none. */
function usePicture(): typeof Picture | 'waiting' | 'none' {
  const [found, setFound] = useState<{ Picture: typeof Picture } | 'waiting' | 'none'>('waiting')
  useEffect(() => {
    if (!canDraw()) {
      setFound('none')
      return
    }
    import('./network/picture').then(setFound, (error: unknown) => {
      notify(error)
      setFound('none')
    })
  }, [])
  return typeof found === 'string' ? found : found.Picture
}

function readAsked(graph: Graph, own: Own, limit: number) {
  const rows = (keys: string | undefined) => new Set((keys ?? '').split(' ').map((key) => graph.findActor(key)).filter((row) => row !== NONE))
  const focus = own.focus ? graph.findActor(own.focus) : NONE
  return { focus: focus === NONE ? null : focus, open: rows(own.open), shut: rows(own.shut), limit }
}

/** "actor/m23" or "actor/m23>actor/fardc". */
function readPicked(graph: Graph, pick = ''): { actor: Row | null; pair: string | null } {
  const [from, to] = pick.split('>').map((key) => graph.findActor(key))
  if (from === undefined || from === NONE || to === NONE) return { actor: null, pair: null }
  return to === undefined ? { actor: from, pair: null } : { actor: null, pair: pairOf(from, to) }
}

/** Ties of a pair in both directions stand side by side; those of the picked pair, one for each action, as well. */
function makeDrawing(
  graph: Graph, sight: ReturnType<typeof findSight>, counts: Map<Row, number>, groups: ActorGroups, pair: string | null, layout: Layout,
): Drawing {
  const most = Math.max(1, ...sight.actors.map((row) => counts.get(row) ?? 0))
  const pairs = new Set(sight.ties.map((tie) => tie.pair))
  const ties = sight.ties.flatMap((tie) => {
    const parts = tie.pair === pair ? splitTie(graph, tie) : [tie]
    const isBoth = pairs.has(pairOf(tie.to, tie.from))
    // Each direction keeps to its own left, so that those of the other are on the other side.
    const first = isBoth ? 0.5 : -(parts.length - 1) / 2
    return parts.map((part, place) => ({ tie: part, shift: (first + place) * SIDE_BY_SIDE * (parts.length > 1 || isBoth ? 1 : 0) }))
  })
  const actors = sight.actors.map((row) => {
    const hidden = sight.hidden.get(row)
    const name = nameActor(graph, row)
    return { row, name: hidden ? `${name} +${formatNumber(hidden)}` : name, size: actorSize(counts.get(row) ?? 0, most), colour: groups.colour(row), group: groups.of(row) }
  })
  actors.sort((a, b) => a.group - b.group || b.size - a.size || a.row - b.row)
  return { actors, ties, layout }
}

function listActors(graph: Graph, counts: Map<Row, number>) {
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .map(([row, count]) => ({ value: graph.tables.actors.key[row]!, name: nameActor(graph, row), count }))
}

function listSight(graph: Graph, actors: Row[], folded: ReturnType<typeof foldTies>, groups: ActorGroups) {
  const neighbours = listNeighbours(folded.ties)
  return actors
    .map((row) => ({
      row, name: nameActor(graph, row), count: folded.counts.get(row) ?? 0, neighbours: neighbours.get(row)?.size ?? 0,
      group: groups.legend([row])[0]?.name ?? '', colour: groups.colour(row),
    }))
    .sort((a, b) => b.count - a.count || a.row - b.row)
}

function describeTie(graph: Graph, tie: Tie): string {
  return `${nameActor(graph, tie.from)} → ${nameActor(graph, tie.to)}: ${t('shell.statements', { n: tie.rows.length })}`
}

function tellUndated(graph: Graph, ties: Tie[]): string {
  const count = countUndated(graph, ties)
  return count === 0 ? '' : t('network.undated', { n: count })
}

interface CardProps {
  graph: Graph
  own: Own
  folded: ReturnType<typeof foldTies>
  sight: ReturnType<typeof findSight>
  groups: ActorGroups
  picked: { actor: Row | null; pair: string | null }
}

function Card({ graph, own, folded, sight, groups, picked }: CardProps) {
  const close = () => go({ own: { pick: '' } })
  const pickActor = (row: Row) => go({ own: { pick: graph.tables.actors.key[row]! } })
  const tie = useMemo(() => (picked.pair === null ? undefined : folded.ties.find((one) => one.pair === picked.pair)), [folded, picked.pair])
  const neighbours = useMemo(() => listNeighbours(folded.ties), [folded])
  const rows = useMemo(() => {
    if (picked.actor === null) return []
    const found = folded.ties.filter((one) => one.from === picked.actor || one.to === picked.actor).flatMap((one) => one.rows)
    return [...new Set(found)].sort((a, b) => a - b)
  }, [folded, picked.actor])
  if (tie) return <TieCard key={tie.pair} graph={graph} tie={tie} onActor={pickActor} onClose={close} />
  if (picked.actor === null) return null
  const row = picked.actor
  const key = graph.tables.actors.key[row]!
  const isFocus = own.focus === key
  const list = own.focus ? 'open' : 'shut'
  const keys = (own[list] ?? '').split(' ').filter(Boolean)
  const isListed = keys.includes(key)
  const toggle = () => go({ own: { [list]: (isListed ? keys.filter((one) => one !== key) : [...keys, key]).join(' ') } })
  return (
    <ActorCard
      key={key}
      graph={graph}
      row={row}
      rows={rows}
      group={groups.legend([row])[0]?.name ?? ''}
      colour={groups.colour(row)}
      neighbours={neighbours.get(row)?.size ?? 0}
      hidden={sight.hidden.get(row) ?? 0}
      isFocus={isFocus}
      isOpen={isFocus || !neighbours.has(row) ? null : own.focus ? isListed : !isListed}
      onFocus={() => go({ own: { focus: isFocus ? '' : key, open: '', shut: '' } })}
      onOpen={toggle}
      onClose={close}
    />
  )
}
