// Where the reader looks: the map's plane, its zoom, and the ways between places, the plane and the pixels.
//
// The plane is Mercator's as a square of side 1: x runs east from 180° W, y south from 85.05° N.

export interface Camera {
  /** The middle of the view, on the plane. */
  x: number
  y: number
  /** Pixels of the whole plane's side. */
  scale: number
}
export interface Size { width: number; height: number }
/** West, north, east, south on the plane. */
export type Box = [number, number, number, number]

const FARTHEST = 85.051
const EARTH_KM = 40_075.017
/** Pixels of the equator when nearest: some 150 m each, past which generalised lines would feign precision. */
const NEAREST_SCALE = 2 ** 18

export function toPlane(lon: number, lat: number): [number, number] {
  const held = Math.max(-FARTHEST, Math.min(FARTHEST, lat))
  const sine = Math.sin((held * Math.PI) / 180)
  return [(lon + 180) / 360, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)]
}

export function fromPlane(x: number, y: number): [number, number] {
  return [x * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI]
}

/** Kilometres along a side of the plane at a latitude. */
export function measurePlane(lat: number): number {
  return EARTH_KM * Math.cos((Math.min(FARTHEST, Math.abs(lat)) * Math.PI) / 180)
}

export function toPixel(camera: Camera, size: Size, x: number, y: number): [number, number] {
  return [(x - camera.x) * camera.scale + size.width / 2, (y - camera.y) * camera.scale + size.height / 2]
}

export function toPoint(camera: Camera, size: Size, left: number, top: number): [number, number] {
  return [camera.x + (left - size.width / 2) / camera.scale, camera.y + (top - size.height / 2) / camera.scale]
}

/** The part of the plane in sight. */
export function seeBox(camera: Camera, size: Size): Box {
  const [west, north] = toPoint(camera, size, 0, 0)
  const [east, south] = toPoint(camera, size, size.width, size.height)
  return [west, north, east, south]
}

export function overlap(a: Box, b: Box): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

/** How much of the view's width may lie beyond the world, so that its edge comes out from under the legend. */
const BEYOND = 0.3

/** Held so that the world fills the view's narrower side at least, its height wholly and its width but for `BEYOND`. */
export function hold(camera: Camera, size: Size): Camera {
  const least = Math.max(Math.min(size.width, size.height), 160)
  const scale = Math.max(least, Math.min(NEAREST_SCALE, camera.scale))
  return { x: between(camera.x, size.width / scale, BEYOND), y: between(camera.y, size.height / scale, 0), scale }
}

function between(middle: number, shown: number, beyond: number): number {
  const least = Math.min(shown / 2, 0.5) - beyond * shown
  return Math.max(least, Math.min(1 - least, middle))
}

export function pan(camera: Camera, size: Size, right: number, down: number): Camera {
  return hold({ ...camera, x: camera.x - right / camera.scale, y: camera.y - down / camera.scale }, size)
}

/** Zoomed by a factor while the point under the pixel stays where it is. */
export function zoomAt(camera: Camera, size: Size, factor: number, left: number, top: number): Camera {
  const [x, y] = toPoint(camera, size, left, top)
  const { scale } = hold({ ...camera, scale: camera.scale * factor }, size)
  return hold({ x: x - (left - size.width / 2) / scale, y: y - (top - size.height / 2) / scale, scale }, size)
}

/**
 * All of a box in sight, with a margin, but no nearer than `nearest` pixels of the plane's side; `inset`: pixels at the
 * left and right that something covers.
 */
export function fit(box: Box, size: Size, inset: [number, number] = [0, 0], nearest = 2 ** 14): Camera {
  const [west, north, east, south] = box
  const [left, right] = inset
  const room = { width: Math.max(40, size.width - left - right - 96), height: Math.max(40, size.height - 96) }
  const scale = Math.min(nearest, room.width / Math.max(1e-9, east - west), room.height / Math.max(1e-9, south - north))
  return hold({ x: (west + east) / 2 - (left - right) / 2 / scale, y: (north + south) / 2, scale }, size)
}

export function boxAround(boxes: Iterable<Box>): Box | null {
  let found: Box | null = null
  for (const [west, north, east, south] of boxes) {
    if (!found) found = [west, north, east, south]
    else {
      found[0] = Math.min(found[0], west)
      found[1] = Math.min(found[1], north)
      found[2] = Math.max(found[2], east)
      found[3] = Math.max(found[3], south)
    }
  }
  return found
}

/** The box of a circle of so many kilometres. */
export function boxOfCircle(lon: number, lat: number, km: number): Box {
  const [x, y] = toPlane(lon, lat)
  const reach = km / measurePlane(lat)
  return [x - reach, y - reach, x + reach, y + reach]
}

/** A length of 1, 2 or 5 times a power of ten kilometres that is at most `most` pixels long at the view's middle. */
export function chooseScaleBar(camera: Camera, most: number): { km: number; pixels: number } {
  const kmOfPixel = measurePlane(fromPlane(camera.x, camera.y)[1]) / camera.scale
  const room = kmOfPixel * most
  const power = 10 ** Math.floor(Math.log10(room))
  const km = ([5, 2, 1].find((step) => step * power <= room) ?? 1) * power
  return { km, pixels: km / kmOfPixel }
}

/** "48.5123,37.2500,12.500": latitude, longitude and the zoom as a power of two, as the address keeps them. */
export function writeCamera(camera: Camera): string {
  const [lon, lat] = fromPlane(camera.x, camera.y)
  return `${lat.toFixed(4)},${lon.toFixed(4)},${Math.log2(camera.scale).toFixed(3)}`
}

export function readCamera(text: string): Camera | null {
  const found = /^(-?\d+\.?\d*),(-?\d+\.?\d*),(\d+\.?\d*)$/.exec(text)
  if (!found) return null
  const [lat, lon, zoom] = found.slice(1).map(Number) as [number, number, number]
  const [x, y] = toPlane(Math.max(-180, Math.min(180, lon)), lat)
  return { x, y, scale: 2 ** Math.min(zoom, 30) }
}
