import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StatementRecord } from '../src/data/documents'
import { LAYERS } from '../src/parts/layers'
import type { Mark } from '../src/parts/marks'
import { type ArticleMark, listReasons, mergeMarks } from '../src/views/article/marks-of'

const record = (id: string) => ({ id }) as StatementRecord
const mark = fc.record({
  start: fc.nat(5), end: fc.integer({ min: 6, max: 9 }), layer: fc.constantFrom(...LAYERS), value: fc.constantFrom('', 'a', 'b'),
})

test('every mark of every statement is there once, with all that rest on it', () => {
  fc.assert(
    fc.property(fc.array(fc.array(mark, { maxLength: 5 }), { maxLength: 5 }), (all) => {
      const records = all.map((_, at) => record(`s${at}`))
      const merged = mergeMarks(records, (one) => all[records.indexOf(one)]!)
      const key = (one: Mark | ArticleMark) => `${one.start} ${one.end} ${one.layer}`
      expect(new Set(merged.map(key)).size).toBe(merged.length)
      expect(new Set(merged.map(key))).toEqual(new Set(all.flat().map(key)))
      for (const one of merged) {
        const same = (marks: Mark[]) => marks.filter((other) => key(other) === key(one))
        expect(one.statements).toEqual(records.filter((_, at) => same(all[at]!).length).map(({ id }) => id))
        expect(new Set(one.values)).toEqual(new Set(same(all.flat()).map(({ value }) => value).filter(Boolean)))
      }
      const order = merged.map((one) => one.start * 100 - one.end)
      expect(order).toEqual([...order].sort((a, b) => a - b))
    }),
  )
})

test('a refusal is explained by its errors, by other findings where none is one', () => {
  const finding = (code: string, severity: string) => ({ code, severity, slot: 'date', message: `of ${code}` })
  const refused = (...findings: object[]) => ({ findings }) as unknown as StatementRecord
  expect(listReasons(refused(finding('KG1', 'warning'), finding('KG2', 'error')))).toEqual(['KG2: of KG2'])
  expect(listReasons(refused(finding('KG1', 'warning')))).toEqual(['KG1: of KG1'])
})
