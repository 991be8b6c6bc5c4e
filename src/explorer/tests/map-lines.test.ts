import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutLines, joinLines } from '../src/views/map/lines'
import { besides, meet, placeLabel, type Rect } from '../src/views/map/labels'
import type { Box } from '../src/views/map/camera'
import { compareNames, contains, findDivision } from '../src/views/map/shapes'

const line = (...numbers: number[]) => Float64Array.from(numbers)
const square = (x: number, y: number) => line(x, y, x + 1, y, x + 1, y + 1, x, y + 1, x, y)

describe('lines', () => {
  it('are cut where they leave a box', () => {
    const { inside, outside } = cutLines([line(0, 0, 1, 0, 2, 0, 3, 0, 4, 0)], [0.9, -1, 3.1, 1])
    expect(inside).toEqual([line(1, 0, 2, 0, 3, 0)])
    expect(outside).toEqual([line(0, 0, 1, 0), line(3, 0, 4, 0)])
  })
  it('lose nothing by being cut', () => {
    const measure = (lines: Float64Array[]) => lines.reduce((sum, one) => {
      for (let at = 2; at < one.length; at += 2) sum += Math.hypot(one[at]! - one[at - 2]!, one[at + 1]! - one[at - 1]!)
      return sum
    }, 0)
    const numbers = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 20 }).map((all) => Float64Array.from(all.slice(0, all.length & ~1)))
    fc.assert(fc.property(fc.array(numbers), (lines) => {
      const { inside, outside } = cutLines(lines, [0.3, 0.3, 0.7, 0.7])
      expect(measure(inside) + measure(outside)).toBeCloseTo(measure(lines), 9)
    }))
  })
  it('of neighbours are joined at their outer edge', () => {
    const outer = joinLines([square(0, 0), square(1, 0)])
    const edges = outer.reduce((sum, one) => sum + one.length / 2 - 1, 0)
    expect(edges).toBe(6)
    expect(outer.every((one) => !one.join(' ').includes('1 0 1 1') && !one.join(' ').includes('1 1 1 0'))).toBe(true)
  })
})

describe('a shape', () => {
  it('has holes', () => {
    const rings = [line(0, 0, 9, 0, 9, 9, 0, 9, 0, 0), line(3, 3, 6, 3, 6, 6, 3, 6, 3, 3)]
    expect([contains(rings, 1, 1), contains(rings, 4, 4), contains(rings, 10, 1)]).toEqual([true, false, false])
  })
  it.each([
    ['Kharkiv', 'Kharkiv Oblast', true], ["Donets'k", 'Donetsk Oblast', true], ['Homs (Hims)', 'Homs Governorate', true],
    ['Hasaka (Al Haksa)', 'Al-Hasakah Governorate', true], ["L'viv", 'Lvivska oblast', true], ['Sumy', 'Sumska oblast', true],
    ['North Kordufan', 'North Kordofan State', true], ['Nord-Kivu', 'North Kivu', true], ['Northern', 'The Northern State', true],
    ['City of Minsk', 'Minsk City', true], ['Minsk', 'Minsk City', false], ['Aude', 'Occitanie', false],
    ['East Azarbaijan', 'West Azerbaijan Province', false], ['Katanga', 'Tanganyika', false], ['Katanga', 'Haut-Katanga', false],
    ['Kiev City', 'Chernihiv', false], ['', 'Oblast', false], ['Northern', 'Eastern State', false],
  ])('called %s is that of %s: %s', (one, other, is) => {
    expect(compareNames(one, other) > 0).toBe(is)
    expect(compareNames(other, one) > 0).toBe(is)
  })
  it('is that of its own country around the point, or of another that holds it', () => {
    const unit = (name: string, alpha3: string, x: number) => ({ name, alpha3, box: [x, 0, x + 1, 1] as Box, rings: [square(x, 0)] })
    const units = [unit('Northland', 'AAA', 0), unit('Southland', 'AAA', 1), unit('Peninsula', 'BBB', 2), unit('Northland', 'BBB', 9)]
    const find = (name: string, country: string, x: number) => findDivision(units, { name, country, x, y: 0.5 })
    expect(find('Southland Oblast', 'AAA', 0.9)).toBe(units[1])
    expect(find('Peninsula', 'AAA', 2.5)).toBe(units[2])
    expect(find('Peninsula', 'AAA', 1.9)).toBeNull()
    expect(find('Northland', 'AAA', 5)).toBeNull()
    expect(find('Kyiv City', 'UKR', 0.5)).toBeNull()
  })
})

describe('labels', () => {
  const mark = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 300 }), fc.integer({ min: 10, max: 90 }))
  it('never lie on each other or out of sight', () => {
    fc.assert(fc.property(fc.array(mark, { maxLength: 60 }), (marks) => {
      const taken: Rect[] = []
      for (const [x, y, width] of marks) {
        const rect = placeLabel(besides(x, y, 5, width, 14), taken, 400, 300)
        if (!rect) continue
        expect(taken.some((other) => meet(rect, other))).toBe(false)
        expect(rect.left >= 0 && rect.top >= 0 && rect.left + width <= 400 && rect.top + 14 <= 300).toBe(true)
        taken.push(rect)
      }
      if (marks.some(([x, y]) => x > 100 && x < 300 && y > 20 && y < 280)) expect(taken.length).toBeGreaterThan(0)
    }))
  })
})
