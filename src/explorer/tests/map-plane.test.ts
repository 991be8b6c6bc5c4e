import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  boxAround, boxOfCircle, type Camera, chooseScaleBar, fit, fromPlane, hold, measurePlane, pan, readCamera, seeBox,
  toPixel, toPlane, toPoint, writeCamera, zoomAt,
} from '../src/views/map/camera'

const SIZE = { width: 900, height: 600 }
const lon = fc.double({ min: -180, max: 180, noNaN: true })
const lat = fc.double({ min: -85, max: 85, noNaN: true })
const camera = fc
  .record({ x: fc.double({ min: 0, max: 1, noNaN: true }), y: fc.double({ min: 0, max: 1, noNaN: true }), zoom: fc.double({ min: 10, max: 18, noNaN: true }) })
  .map(({ x, y, zoom }): Camera => hold({ x, y, scale: 2 ** zoom }, SIZE))

describe('the plane', () => {
  it.each([
    [0, 0, 0.5, 0.5], [-180, 85.0511, 0, 0], [180, -85.0511, 1, 1], [36.23, 49.99, 0.60064, 0.33918],
  ])('has %f, %f at its place', (east, north, x, y) => {
    const found = toPlane(east, north)
    expect(found[0]).toBeCloseTo(x, 4)
    expect(found[1]).toBeCloseTo(y, 4)
  })
  it('is left by the way it was come', () => {
    fc.assert(fc.property(lon, lat, (east, north) => {
      const [back, up] = fromPlane(...toPlane(east, north))
      expect(back).toBeCloseTo(east, 6)
      expect(up).toBeCloseTo(north, 6)
    }))
  })
  it('is measured by latitude', () => {
    expect(measurePlane(0)).toBeCloseTo(40075, 0)
    expect(measurePlane(60)).toBeCloseTo(40075 / 2, -1)
  })
})

describe('a camera', () => {
  it('has pixels and points of one another', () => {
    fc.assert(fc.property(camera, fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 600 }), (from, left, top) => {
      const [back, down] = toPixel(from, SIZE, ...toPoint(from, SIZE, left, top))
      expect(back).toBeCloseTo(left, 4)
      expect(down).toBeCloseTo(top, 4)
    }))
  })
  it('keeps the point under the hand while it zooms, where the edge of the world lets it', () => {
    const from = { x: 0.6, y: 0.35, scale: 8192 }
    fc.assert(fc.property(fc.double({ min: 0.6, max: 8, noNaN: true }), fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 600 }), (factor, left, top) => {
      const before = toPoint(from, SIZE, left, top)
      const after = toPoint(zoomAt(from, SIZE, factor, left, top), SIZE, left, top)
      expect(after[0]).toBeCloseTo(before[0], 9)
      expect(after[1]).toBeCloseTo(before[1], 9)
    }))
  })
  it('leaves the world by a third of its width at most', () => {
    fc.assert(fc.property(camera, fc.integer({ min: -1e5, max: 1e5 }), fc.integer({ min: -1e5, max: 1e5 }), (from, right, down) => {
      const [west, north, east, south] = seeBox(pan(from, SIZE, right, down), SIZE)
      const beyond = 0.3 * (east - west) + Math.max(0, east - west - 1) / 2 + 1e-9
      expect(west).toBeGreaterThanOrEqual(-beyond)
      expect(north).toBeGreaterThanOrEqual(-1e-9)
      expect(east).toBeLessThanOrEqual(1 + beyond)
      expect(south).toBeLessThanOrEqual(1 + 1e-9)
    }))
  })
  it('fits a box into sight', () => {
    const box = boxAround([boxOfCircle(36, 50, 300), boxOfCircle(30, 46, 10)])!
    const [west, north, east, south] = seeBox(fit(box, SIZE), SIZE)
    expect(west).toBeLessThan(box[0])
    expect(north).toBeLessThan(box[1])
    expect(east).toBeGreaterThan(box[2])
    expect(south).toBeGreaterThan(box[3])
  })
  it('is written into the address and read again', () => {
    fc.assert(fc.property(camera, (from) => {
      const back = readCamera(writeCamera(from))!
      expect(Math.abs(back.x - from.x)).toBeLessThan(1e-5)
      expect(Math.abs(Math.log2(back.scale / from.scale))).toBeLessThan(0.01)
    }))
  })
  it.each(['', 'a,b,c', '1,2', '1,2,', '1,2,3,4', '1,2,x'])('is not read from "%s"', (text) => {
    expect(readCamera(text)).toBeNull()
  })
})

describe('a scale bar', () => {
  it('is a round length that has room', () => {
    fc.assert(fc.property(camera, (from) => {
      const { km, pixels } = chooseScaleBar(from, 120)
      expect(pixels).toBeLessThanOrEqual(120 + 1e-6)
      expect(pixels).toBeGreaterThan(120 / 2.5 - 1e-6)
      expect([1, 2, 5]).toContain(Math.round(km / 10 ** Math.floor(Math.log10(km) + 1e-9)))
    }))
  })
})
