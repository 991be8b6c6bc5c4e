import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LISTS, NO_FILTER } from '../src/data/filter'
import { readRoute, type Route, VIEWS, writeRoute } from '../src/data/route'

// Lone surrogates have no form in an address; whatever else a name holds comes back.
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
const days = fc.option(
  fc.date({ min: new Date('1000-01-01'), max: new Date('2999-12-31'), noInvalidDate: true }).map((one) => one.toISOString().slice(0, 10)),
  { nil: undefined },
)
const lists = Object.fromEntries(LISTS.map((name) => [name, fc.array(words, { maxLength: 3 })])) as Record<
  (typeof LISTS)[number],
  fc.Arbitrary<string[]>
>
const names = fc.stringMatching(/^[A-Za-z][\w.~-]{0,8}$/)
const taken = new Set<string>(['from', 'to', 'support', 'text', 'statement', ...LISTS])
const routes: fc.Arbitrary<Route> = fc.record({
  view: fc.constantFrom(...VIEWS),
  about: fc.oneof(fc.constant(''), words, fc.tuple(words, words).map(([one, two]) => `${one}/${two}`)),
  statement: fc.oneof(fc.constant(''), words),
  filter: fc
    .record({ ...lists, from: days, to: days, support: fc.nat(9), text: fc.oneof(fc.constant(''), words) })
    .map(({ from, to, ...rest }) => ({ ...rest, ...(from && { from }), ...(to && { to }) })),
  own: fc.dictionary(names.filter((name) => !taken.has(name)), words, { maxKeys: 3, noNullPrototype: true }),
})

test('what is written is read again', () => {
  fc.assert(
    fc.property(routes, (route) => {
      expect(readRoute(writeRoute(route))).toEqual(route)
    }),
  )
})

test('whatever stands in the address, something is read, and written alike for ever after', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (hash) => {
      const written = writeRoute(readRoute(`#/${hash}`))
      expect(writeRoute(readRoute(written))).toBe(written)
    }),
  )
})

test.each([
  ['', 'events', ''],
  ['#/nowhere', 'events', ''],
  ['#/entity/actor/m23', 'entity', 'actor/m23'],
  ['#/article/a%2Fb', 'article', 'a/b'],
  ['#/article/100%', 'article', '100%'],
])('%j is the view %j about %j', (hash, view, about) => {
  expect(readRoute(hash)).toMatchObject({ view, about, filter: NO_FILTER })
})

test.each([['from=yesterday'], ['to=2025-4-8'], ['support=-1'], ['support=1.5'], ['support=many'], ['place=']])(
  '%s asks for nothing',
  (query) => {
    expect(readRoute(`#/events?${query}`).filter).toEqual(NO_FILTER)
  },
)

test('what is no name of a view\'s own is left out', () => {
  expect(readRoute('#/map?__proto__=x&9=y&colour=side').own).toEqual({ colour: 'side' })
})
