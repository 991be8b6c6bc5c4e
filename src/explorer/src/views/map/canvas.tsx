// A scene in, the canvas that shows it out, moved by mouse, touch, wheel and keys.

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { t } from '../../i18n'
import { resolveColour } from '../../parts/colour'
import { type Camera, pan, type Size, toPoint, zoomAt } from './camera'
import type { Rect } from './labels'
import { draw, type Hit, type Inks, type Scene } from './draw'

const STEP_PIXELS = 80
const CLICK_PIXELS = 5
const REST_MS = 250

interface Props {
  scene: Scene
  camera: Camera
  size: Size
  /** `isDone` when the hand has come to rest. */
  onMove: (camera: Camera, isDone: boolean) => void
  onSize: (size: Size) => void
  /** What lies under a click, and where on the plane that is. */
  onPick: (hit: Hit | null, x: number, y: number) => void
  onFit: () => void
  describe: (hit: Hit) => string
  palette: string[]
}

export function MapCanvas({ scene, camera, size, onMove, onSize, onPick, onFit, describe, palette }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const hits = useRef<Hit[]>([])
  const [told, setTold] = useState<{ text: string; left: number; top: number } | null>(null)
  const inks = useInks(palette)
  const ratio = Math.min(3, globalThis.devicePixelRatio || 1)

  // Listeners stay for as long as the canvas does and ask for what is shown when they run.
  const now = useRef({ camera, size, onMove, onPick, describe })
  now.current = { camera, size, onMove, onPick, describe }

  useLayoutEffect(() => {
    const box = canvas.current!.parentElement!
    const look = () => onSize({ width: box.clientWidth, height: box.clientHeight })
    const observer = new ResizeObserver(look)
    observer.observe(box)
    look()
    return () => observer.disconnect()
  }, [])

  useLayoutEffect(() => {
    const element = canvas.current!
    if (size.width === 0) return undefined
    const frame = requestAnimationFrame(() => {
      const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)]
      if (element.width !== width) element.width = width
      if (element.height !== height) element.height = height
      const begun = performance.now()
      hits.current = draw(element.getContext('2d', { alpha: false })!, scene, camera, size, ratio, inks, findCovered(element))
      element.dataset.drawn = (performance.now() - begun).toFixed(1)
    })
    return () => cancelAnimationFrame(frame)
  }, [scene, camera, size, inks, ratio])

  useEffect(() => {
    const element = canvas.current!
    const held = new Map<number, { left: number; top: number }>()
    let moved = 0
    let timer = 0
    const move = (next: Camera) => {
      now.current.camera = next
      now.current.onMove(next, false)
      clearTimeout(timer)
      timer = window.setTimeout(() => now.current.onMove(now.current.camera, held.size === 0), REST_MS)
    }
    const find = (event: PointerEvent | MouseEvent) => {
      const { left, top } = element.getBoundingClientRect()
      return { left: event.clientX - left, top: event.clientY - top }
    }
    const onDown = (event: PointerEvent) => {
      if (event.button > 0) return
      if (held.size === 0) moved = 0
      held.set(event.pointerId, find(event))
      element.setPointerCapture(event.pointerId)
    }
    const onDrag = (event: PointerEvent) => {
      const at = find(event)
      const before = held.get(event.pointerId)
      if (!before) {
        const hit = findHit(hits.current, at.left, at.top)
        element.style.cursor = hit ? 'pointer' : ''
        setTold(hit ? { text: now.current.describe(hit), ...at } : null)
        return
      }
      setTold(null)
      const { camera: from, size: within } = now.current
      moved += Math.abs(at.left - before.left) + Math.abs(at.top - before.top)
      if (held.size === 1) {
        if (moved > CLICK_PIXELS) move(pan(from, within, at.left - before.left, at.top - before.top))
      } else {
        const other = [...held].find(([id]) => id !== event.pointerId)![1]
        const factor = spread(at, other) / Math.max(1, spread(before, other))
        const middle = { left: (at.left + other.left) / 2, top: (at.top + other.top) / 2 }
        const drawn = zoomAt(from, within, factor, middle.left, middle.top)
        move(pan(drawn, within, (at.left - before.left) / 2, (at.top - before.top) / 2))
      }
      held.set(event.pointerId, at)
    }
    const onUp = (event: PointerEvent) => {
      const isLast = held.delete(event.pointerId) && held.size === 0
      if (isLast && moved > CLICK_PIXELS) now.current.onMove(now.current.camera, true)
      if (!isLast || event.type === 'pointercancel' || moved > CLICK_PIXELS) return
      const { left, top } = find(event)
      const [x, y] = toPoint(now.current.camera, now.current.size, left, top)
      now.current.onPick(findHit(hits.current, left, top), x, y)
    }
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const { left, top } = find(event)
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY
      // A pinch on a touchpad comes as a wheel with the control key, in smaller steps.
      const factor = 2 ** (-Math.max(-240, Math.min(240, pixels)) / (event.ctrlKey ? 60 : 240))
      move(zoomAt(now.current.camera, now.current.size, factor, left, top))
    }
    const onTwice = (event: MouseEvent) => {
      const { left, top } = find(event)
      move(zoomAt(now.current.camera, now.current.size, event.shiftKey ? 0.5 : 2, left, top))
    }
    const onLeave = () => setTold(null)
    element.addEventListener('pointerdown', onDown)
    element.addEventListener('pointermove', onDrag)
    element.addEventListener('pointerup', onUp)
    element.addEventListener('pointercancel', onUp)
    element.addEventListener('pointerleave', onLeave)
    element.addEventListener('wheel', onWheel, { passive: false })
    element.addEventListener('dblclick', onTwice)
    return () => {
      clearTimeout(timer)
      element.removeEventListener('pointerdown', onDown)
      element.removeEventListener('pointermove', onDrag)
      element.removeEventListener('pointerup', onUp)
      element.removeEventListener('pointercancel', onUp)
      element.removeEventListener('pointerleave', onLeave)
      element.removeEventListener('wheel', onWheel)
      element.removeEventListener('dblclick', onTwice)
    }
  }, [])

  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    // Keys may come faster than pictures: the next one goes on from where the last one led.
    const next = moveByKey(event.key, now.current.camera, now.current.size)
    if (event.key === '0' || event.key === 'Home') onFit()
    else if (next) {
      now.current.camera = next
      onMove(next, true)
    } else return
    event.preventDefault()
  }

  return (
    <>
      <canvas
        ref={canvas}
        class="map-canvas"
        style={{ width: `${size.width}px`, height: `${size.height}px` }}
        tabIndex={0}
        role="application"
        aria-label={t('map.label')}
        aria-describedby="map-keys"
        onKeyDown={onKey}
      />
      <p id="map-keys" class="visually-hidden">
        {t('map.keys')}
      </p>
      {told && (
        <div
          class="map-told"
          aria-hidden="true"
          dir="auto"
          style={{ left: `${Math.min(told.left + 12, size.width - 190)}px`, top: `${told.top + 14}px` }}
        >
          {told.text}
        </div>
      )}
    </>
  )
}

function moveByKey(key: string, camera: Camera, size: Size): Camera | null {
  const [middle, centre] = [size.width / 2, size.height / 2]
  switch (key) {
    case 'ArrowLeft': return pan(camera, size, STEP_PIXELS, 0)
    case 'ArrowRight': return pan(camera, size, -STEP_PIXELS, 0)
    case 'ArrowUp': return pan(camera, size, 0, STEP_PIXELS)
    case 'ArrowDown': return pan(camera, size, 0, -STEP_PIXELS)
    case '+':
    case '=': return zoomAt(camera, size, 1.5, middle, centre)
    case '-':
    case '_': return zoomAt(camera, size, 1 / 1.5, middle, centre)
    default: return null
  }
}

export function zoomIn(camera: Camera, size: Size, factor: number): Camera {
  return zoomAt(camera, size, factor, size.width / 2, size.height / 2)
}

/** Where the legend lies over the canvas. */
function findCovered(canvas: Element): Rect[] {
  const { left, top } = canvas.getBoundingClientRect()
  return [...canvas.closest('.map-stage')!.querySelectorAll('.map-legend, .map-zoom')].map((element) => {
    const box = element.getBoundingClientRect()
    return { left: box.left - left, top: box.top - top, width: box.width, height: box.height }
  })
}

function spread(a: { left: number; top: number }, b: { left: number; top: number }): number {
  return Math.hypot(a.left - b.left, a.top - b.top)
}

const FINGER_PIXELS = 4

function findHit(hits: Hit[], left: number, top: number): Hit | null {
  const near = FINGER_PIXELS
  return (
    hits.find(
      ({ rect }) =>
        left >= rect.left - near && left <= rect.left + rect.width + near &&
        top >= rect.top - near && top <= rect.top + rect.height + near,
    ) ?? null
  )
}

/** The colours of the moment, read anew when light turns to dark. */
function useInks(palette: string[]): Inks {
  const [theme, setTheme] = useState(0)
  useEffect(() => {
    const change = () => setTheme((round) => round + 1)
    const observer = new MutationObserver(change)
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    const dark = matchMedia('(prefers-color-scheme: dark)')
    dark.addEventListener('change', change)
    return () => {
      observer.disconnect()
      dark.removeEventListener('change', change)
    }
  }, [])
  const key = `${theme} ${palette.join(' ')}`
  const kept = useRef<{ key: string; inks: Inks } | null>(null)
  if (kept.current?.key !== key) kept.current = { key, inks: readInks(palette) }
  return kept.current.inks
}

function readInks(palette: string[]): Inks {
  const read = (name: string) => resolveColour(`var(--${name})`)
  return {
    sea: read('sea'), land: read('land'), coast: read('coast'), border: read('line-strong'), ink: read('ink'),
    soft: read('ink-soft'), ground: read('ground'), raised: read('raised'), accent: read('accent'),
    shade: read('accent'), disputed: read('ink'),
    slots: palette.map(resolveColour),
    font: getComputedStyle(document.body).fontFamily,
  }
}
