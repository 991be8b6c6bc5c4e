// Where it is said to have happened: points for settlements, shapes for countries and regions, and beside them what
// has no place, on a base map that needs no network.

import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Row } from '../data/documents'
import { NONE } from '../data/graph'
import { direction, formatNumber, language, t } from '../i18n'
import { label } from '../i18n/labels'
import { namePlace } from '../parts/names'
import { ViewHeading } from '../parts/view-heading'
import { go, notify, route } from '../state'
import type { ViewProps } from '.'
import { type Base, loadBase, loadDivisions, type Shape } from './map/base'
import { type Box, boxAround, boxOfCircle, type Camera, fit, overlap, readCamera, seeBox, type Size, writeCamera } from './map/camera'
import { MapCanvas, zoomIn } from './map/canvas'
import { cluster } from './map/cluster'
import { COLOURS, SIZES, useSlots } from './map/colouring'
import { type Area, DIVISIONS_FROM, type Hit, type Scene } from './map/draw'
import { countSlots, countSources, gather, type Spot } from './map/gather'
import { Legend } from './map/legend'
import { Panel } from './map/panel'
import { ScaleBar } from './map/scale-bar'
import { contains, findShape } from './map/shapes'
import { findSpan, isInForce } from './map/span'

/** Pixels across from which a country or region is drawn as one; smaller ones are squares among the circles. */
const AREA_PIXELS = 26
/** A lone statement is no large circle. */
const LEAST_MOST = 12
const WORLD: Camera = { x: 0.55, y: 0.42, scale: 900 }

export default function MapView({ graph, selection }: ViewProps) {
  const { own, filter } = route.value
  const colouring = COLOURS.find((one) => one === own.colour) ?? 'side'
  const sizing = SIZES.find((one) => one === own.size) ?? 'statements'
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  const [base, round] = useBase()
  const gathered = useMemo(() => gather(graph, selection), [graph, selection])
  const slots = useSlots(graph, colouring)
  const areas = useAreas(graph, gathered.spots, base, round)
  const home = useMemo(() => findHome(gathered.spots, areas, size), [gathered, areas, size.width === 0, direction.value])
  const [moved, setMoved] = useState<Camera | null>(() => readCamera(own.at ?? ''))
  const camera = moved ?? home
  useEffect(() => {
    // The address may change under the view: a link, the back button.
    const told = readCamera(own.at ?? '')
    setMoved((before) => (before && own.at === writeCamera(before) ? before : told))
  }, [own.at])
  const isNear = camera.scale >= DIVISIONS_FROM / 4
  useEffect(() => {
    if (base && isNear) loadDivisions(base).then(round.renew, notify)
  }, [base, isNear])

  const step = Math.round(Math.log2(camera.scale) * 2) / 2
  const shown = useMemo(() => {
    const scale = 2 ** step
    const isLarge = (spot: Spot) => {
      const area = areas.get(spot)
      return area !== undefined && (area.box[2] - area.box[0]) * scale >= AREA_PIXELS
    }
    const sources = countSources(graph)
    const value = (rows: Row[]) => (sizing === 'sources' ? sources(rows) : rows.length)
    const marks = cluster(gathered.spots.filter((spot) => !isLarge(spot)), scale, graph.size).map((one) => ({
      cluster: one,
      value: value(one.rows),
      slots: countSlots(one.rows, slots.of, slots.palette.length),
    }))
    const badges = gathered.spots.filter(isLarge).map((spot) => ({
      area: areas.get(spot)!,
      value: value(spot.rows),
      slots: countSlots(spot.rows, slots.of, slots.palette.length),
    }))
    return { marks, badges, most: Math.max(LEAST_MOST, ...marks.map((one) => one.value), ...badges.map((one) => one.value)) }
  }, [graph, gathered, areas, slots, sizing, step])

  const span = useMemo(() => findSpan(graph, selection, filter), [graph, selection, filter])
  const chosen = own.spot ? graph.findPlace(own.spot) : NONE
  const [pointed, setPointed] = useState<Row>(NONE)
  const scene = useMemo<Scene>(
    () => ({
      base, ...shown, chosen: pointed === NONE ? chosen : pointed,
      isInForce: ({ dispute }) => isInForce(dispute, span),
      namePlace: (place) => namePlace(graph, place),
      nameCountry,
      formatCount: (value) => formatNumber(value, value >= 1000 ? { notation: 'compact', maximumSignificantDigits: 2 } : {}),
      isRtl: direction.value === 'rtl',
    }),
    [base, round.count, shown, chosen, pointed, span, graph, language.value],
  )

  const claims = (country: string | null) => [
    ...new Set(base?.disputes.filter((one) => country !== null && one.claimed.includes(country) && isInForce(one, span)).map((one) => one.name)),
  ]
  const onMove = (next: Camera, isDone: boolean) => {
    if (!isDone) return setMoved(next)
    // As the address has it, so that the address gives this very picture.
    const at = writeCamera(next)
    setMoved(readCamera(at))
    go({ own: { at } }, { quietly: true })
  }
  const show = (box: Box) => onMove(fit(box, size, findInset(size)), true)
  const onFit = () => onMove(findHome(gathered.spots, areas, size), true)
  const open = (key: string) => go({ own: { spot: key, list: '' } })
  const boxOf = (spot: Spot) => areas.get(spot)?.box ?? boxOfSpot(spot)
  const openSpot = (spot: Spot) => {
    open(graph.tables.places.key[spot.place]!)
    if (!overlap(boxOf(spot), seeBox(camera, size))) show(boxOf(spot))
  }
  const onPick = (hit: Hit | null, x: number, y: number) => {
    if (hit?.badge) return openSpot(hit.badge.area.spot)
    if (hit?.mark) {
      const { members, box } = hit.mark.cluster
      if (members.length === 1) return openSpot(members[0]!)
      const next = fit(box, size, findInset(size), 2 ** 17)
      if (next.scale > camera.scale * 1.2) return onMove(next, true)
      return go({ own: { spot: '', list: members.map((one) => graph.tables.places.key[one.place]).join(' ') } })
    }
    const under = findAreas(shown.badges.map((one) => one.area), x, y)
    if (under[0]) openSpot(under[0].spot)
    else if (own.spot || own.list) go({ own: { spot: '', list: '' } })
  }
  const describe = (hit: Hit) => {
    const [name, rows] = hit.badge
      ? [namePlace(graph, hit.badge.area.spot.place), hit.badge.area.spot.rows]
      : hit.mark!.cluster.members.length > 1
        ? [t('map.places', { n: hit.mark!.cluster.members.length }), hit.mark!.cluster.rows]
        : [namePlace(graph, hit.mark!.cluster.members[0]!.place), hit.mark!.cluster.rows]
    return `${name} · ${t('shell.statements', { n: rows.length })}`
  }

  return (
    <div class="map" aria-busy={base === null || (isNear && base.divisions === null)}>
      <ViewHeading view="map" />
      <div class="map-stage">
        <div class="map-box">
          <MapCanvas
            scene={scene} camera={camera} size={size} palette={slots.palette}
            onMove={onMove} onSize={setSize} onPick={onPick} onFit={onFit} describe={describe}
          />
        </div>
        <div class="map-zoom" role="group" aria-label={t('map.zoom')}>
          <button type="button" aria-label={t('map.zoom.in')} title={t('map.zoom.in')} onClick={() => onMove(zoomIn(camera, size, 2), true)}>
            +
          </button>
          <button type="button" aria-label={t('map.zoom.out')} title={t('map.zoom.out')} onClick={() => onMove(zoomIn(camera, size, 0.5), true)}>
            −
          </button>
          <button type="button" aria-label={t('map.fit')} title={t('map.fit')} onClick={onFit}>
            ⤢
          </button>
        </div>
        <ScaleBar camera={camera} size={size} />
        <Legend
          sizing={sizing} slots={slots} most={shown.most} gathered={gathered}
          hasDivisions={base?.divisions != null && camera.scale >= DIVISIONS_FROM}
        />
      </div>
      <Panel
        graph={graph} gathered={gathered} slots={slots} place={chosen} list={own.list ?? ''}
        onShow={(spot) => show(boxOf(spot))} onOpen={openSpot} claims={claims}
        hasShape={(spot) => areas.get(spot)?.shape != null} onPoint={setPointed}
      />
    </div>
  )
}

function useBase(): [Base | null, { count: number; renew: () => void }] {
  const [base, setBase] = useState<Base | null>(null)
  const [count, setCount] = useState(0)
  const isThere = useRef(true)
  useEffect(() => {
    loadBase().then((made) => isThere.current && setBase(made), notify)
    return () => void (isThere.current = false)
  }, [])
  return [base, { count, renew: () => isThere.current && setCount((before) => before + 1) }]
}

type Round = { count: number }

/** The shape of every spot that is a country or region: an outline of the base map, else a circle. */
function useAreas(graph: ViewProps['graph'], spots: Spot[], base: Base | null, round: Round): Map<Spot, Area> {
  const shapes = useMemo(() => new Map<Row, Shape | null>(), [graph, base, round.count])
  return useMemo(() => {
    const { places } = graph.tables
    const found = new Map<Spot, Area>()
    for (const spot of spots) {
      if (!spot.isArea) continue
      if (base && !shapes.has(spot.place)) shapes.set(spot.place, findShape(base, graph, spot.place))
      const shape = shapes.get(spot.place) ?? null
      const [lat, lon, km] = [places.lat[spot.place]!, places.lon[spot.place]!, places.radius[spot.place]!]
      found.set(spot, { spot, shape, km, lat, box: shape?.mainBox ?? boxOfCircle(lon, lat, km) })
    }
    return found
  }, [graph, spots, base, shapes])
}

function boxOfSpot({ x, y }: Spot): Box {
  return [x, y, x, y]
}

const LEGEND_PIXELS = 260

/** What the legend covers: pixels at the left and at the right. */
function findInset({ width }: Size): [number, number] {
  if (width < 3 * LEGEND_PIXELS) return [0, 0]
  return direction.value === 'rtl' ? [0, LEGEND_PIXELS] : [LEGEND_PIXELS, 0]
}

function findHome(spots: Spot[], areas: Map<Spot, Area>, size: Size): Camera {
  const box = boxAround(spots.map((spot) => areas.get(spot)?.box ?? boxOfSpot(spot)))
  return box && size.width > 0 ? fit(box, size, findInset(size)) : WORLD
}

/** Areas under a point of the plane, the narrowest first. */
function findAreas(areas: Area[], x: number, y: number): Area[] {
  return areas
    .filter(({ box, shape, spot }) => {
      if (shape) return x >= shape.box[0] && x <= shape.box[2] && y >= shape.box[1] && y <= shape.box[3] && contains(shape.rings, x, y)
      return Math.hypot(x - spot.x, y - spot.y) <= (box[2] - box[0]) / 2
    })
    .sort((a, b) => a.box[2] - a.box[0] - (b.box[2] - b.box[0]))
}

let regions: { language: string; names: Intl.DisplayNames } | null = null

function nameCountry(shape: Shape): string {
  if (shape.alpha2 === null) return t(`map.country.${shape.name}`) === `map.country.${shape.name}` ? shape.name : t(`map.country.${shape.name}`)
  if (regions?.language !== language.value) {
    regions = { language: language.value, names: new Intl.DisplayNames(language.value, { type: 'region' }) }
  }
  const told = label('country', shape.alpha3)
  return told !== shape.alpha3 && language.value === 'en' ? told : (regions.names.of(shape.alpha2) ?? shape.name)
}

