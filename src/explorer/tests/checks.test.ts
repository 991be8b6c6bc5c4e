import { describe, expect, it, vi } from 'vitest'
import type { FindingRow, QuestionRow, RefusedRow } from '../src/data/documents'
import { NO_FILTER, select } from '../src/data/filter'
import { makeGraph } from './entity-graphs'

// The pages read their address, which there is none of outside a browser.
vi.hoisted(() => Object.assign(globalThis, { location: { hash: '' } }))
const { countCodes, pairKey, passesFinding, passesQuestion, passesRefused } = await import('../src/views/checks/lists')

const graph = makeGraph({
  statements: [{ status: 'claimed', article: 0 }, { status: 'denied', article: 1 }],
  articles: [{ title: 'One', publisher: 'Wire' }, { title: 'Two', publisher: 'Wire' }, { title: 'Bare', publisher: null }],
})
const all = select(graph, NO_FILTER)
const claimed = select(graph, { ...NO_FILTER, status: ['claimed'] })
const finding = (code: string, severity: FindingRow['severity'] = 'warning'): FindingRow => ({ statement: 's0', article: 'a0', code, severity, slot: 'date', message: '' })

describe('what the selection is about', () => {
  it.each([
    ['a statement that passes', { statement: 's0', article: 'a0' }, true],
    ['a statement that does not', { statement: 's1', article: 'a1' }, false],
    ['a refused one of an article that passes', { statement: 'gone', article: 'a0' }, true],
    ['a refused one of an article that does not', { statement: 'gone', article: 'a1' }, false],
    ['a refused one of an article without others', { statement: 'gone', article: 'a2' }, false],
  ])('holds a finding on %s: %o → %j', (_, row, expected) => {
    expect(passesFinding(graph, claimed, row)).toBe(expected)
    expect(passesFinding(graph, all, row)).toBe(true)
  })
  it('holds a refused statement by its article', () => {
    const refused = (id: string) => ({ statement: { article: { id } }, title: null }) as unknown as RefusedRow
    expect(['a0', 'a1', 'a2'].map((id) => passesRefused(graph, claimed, refused(id)))).toEqual([true, false, false])
  })
  it('holds a question by a sentence on either side', () => {
    const question = (...ids: string[]) => ({ firstWords: [], secondWords: ids.map((statement) => ({ statement, article: 'a1', text: '' })) }) as unknown as QuestionRow
    expect([question('s1', 's0'), question('s1'), question()].map((row) => passesQuestion(graph, claimed, row))).toEqual([true, false, false])
    expect(passesQuestion(graph, all, question())).toBe(true)
  })
})

it('counts codes, the gravest first', () => {
  const rows = [finding('KG2'), finding('KG1'), finding('KG2'), finding('KG3', 'info'), finding('KG9', 'error'), finding('KG3', 'warning')]
  expect(countCodes(rows)).toEqual([
    { code: 'KG9', severity: 'error', count: 1 }, { code: 'KG2', severity: 'warning', count: 2 }, { code: 'KG3', severity: 'warning', count: 2 },
    { code: 'KG1', severity: 'warning', count: 1 },
  ])
})

it('knows a pair whichever comes first', () => {
  expect(pairKey({ first: 'b', second: 'a' })).toBe(pairKey({ first: 'a', second: 'b' }))
})
