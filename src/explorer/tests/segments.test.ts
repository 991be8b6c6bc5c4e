import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutExcerpts } from '../src/data/excerpts'
import { cutSegments, joinStretches, type Stretch } from '../src/data/segments'
import { PointText } from '../src/data/text'

const stretches = fc.array(
  fc.tuple(fc.nat(40), fc.nat(12)).map(([start, size]): Stretch => ({ start, end: start + size })),
  { maxLength: 10 },
)

test('segments lie side by side over the whole, each with just what covers it', () => {
  fc.assert(
    fc.property(stretches, fc.nat(20), fc.nat(40), (given, start, size) => {
      const end = start + size
      const segments = cutSegments(given, start, end)
      let at = start
      for (const segment of segments) {
        expect(segment.start).toBe(at)
        expect(segment.end).toBeGreaterThan(at)
        at = segment.end
        for (let point = segment.start; point < segment.end; point++) {
          const covers = given.filter((one) => one.start <= point && point < one.end)
          expect(new Set(segment.covers)).toEqual(new Set(covers))
          expect(segment.covers).toHaveLength(covers.length)
        }
      }
      expect(at).toBe(Math.max(start, end))
    }),
  )
})

test('the longest comes first', () => {
  const [outer, inner] = [{ start: 0, end: 9 }, { start: 2, end: 4 }]
  expect(cutSegments([inner, outer], 0, 9).map((one) => one.covers)).toEqual([[outer], [outer, inner], [outer]])
})

test('joined stretches cover the same points, ascending and apart', () => {
  fc.assert(
    fc.property(stretches, (given) => {
      const joined = joinStretches(given)
      const points = (all: Stretch[]) => {
        const found = new Set<number>()
        for (const one of all) for (let at = one.start; at < one.end; at++) found.add(at)
        return found
      }
      expect(points(joined)).toEqual(points(given))
      joined.slice(1).forEach((one, at) => expect(one.start).toBeGreaterThan(joined[at]!.end))
    }),
  )
})

test('excerpts hold every part, begin and end with its paragraph or a word, and stay inside the text', () => {
  const letters = fc.constantFrom('a', 'b', ' ', ' ', '\n', '😀', 'ї')
  fc.assert(
    fc.property(fc.string({ unit: letters, maxLength: 80 }), stretches, fc.nat(20), (words, given, around) => {
      const text = new PointText(words)
      const parts = given.filter((one) => one.end <= text.length && one.end > one.start)
      const excerpts = cutExcerpts(text, parts, around)
      for (const part of parts) {
        expect(excerpts.some(({ start, end }) => start <= part.start && part.end <= end)).toBe(true)
      }
      excerpts.forEach(({ start, end }, at) => {
        expect(start).toBeGreaterThanOrEqual(at === 0 ? 0 : excerpts[at - 1]!.end + 1)
        expect(end).toBeLessThanOrEqual(text.length)
      })
    }),
  )
})

test.each([
  ['One. Two three. Four.', 10, 14, 6, 'Two three.'],
  ['One. Two three. Four.', 10, 14, 7, 'Two three. Four.'],
  ['First line\nTwo three\nLast', 14, 18, 20, 'Two three'],
  ['abcdefgh', 3, 4, 2, 'bcdef'],
])('of %j around %i to %i by %i: %j', (words, start, end, around, found) => {
  const text = new PointText(words)
  expect(cutExcerpts(text, [{ start, end }], around).map((one) => text.slice(one.start, one.end))).toEqual([found])
})
