import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PointText } from '../src/data/text'

const texts = fc.string({ unit: 'binary', maxLength: 40 })

test('slices by code points as an array of code points does', () => {
  fc.assert(
    fc.property(texts, fc.nat(45), fc.nat(45), (text, one, two) => {
      const [start, end] = [Math.min(one, two), Math.max(one, two)]
      const points = new PointText(text)
      expect(points.length).toBe([...text].length)
      expect(points.slice(start, end)).toBe([...text].slice(start, end).join(''))
    }),
  )
})

test('a point and its unit lead to each other', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const points = new PointText(text)
      for (let point = 0; point <= points.length; point++) expect(points.point(points.unit(point))).toBe(point)
    }),
  )
})

test.each([
  ['plain', 1, 3, 'la'],
  ['a😀b', 1, 2, '😀'],
  ['a😀b', 2, 3, 'b'],
  ['😀😀', 0, 9, '😀😀'],
  ['Київ', -3, 2, 'Ки'],
  ['', 0, 1, ''],
])('of %j the points %i to %i are %j', (text, start, end, found) => {
  expect(new PointText(text).slice(start, end)).toBe(found)
})

test('a unit inside a pair belongs to its point', () => {
  const points = new PointText('a😀b')
  expect([0, 1, 2, 3, 4].map((unit) => points.point(unit))).toEqual([0, 1, 1, 2, 3])
})
