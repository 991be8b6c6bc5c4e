import fc from 'fast-check'
import { expect, test } from 'vitest'
import { citeBibtex, citePlain, encodeSegment, nameStatement, safeAddress } from '../src/data/cite'
import type { StatementRecord } from '../src/data/documents'

const IRI = 'https://example.org/id/statement/s1'
const RECORD = {
  id: 's1',
  article: {
    id: 'a1', title: 'Shells fall on 50% of {Bara}', published: '2025-04-08T06:00:00Z', publisher: 'Bay Chronicle',
    agency: 'Tidewater', byline: 'A & B', url: 'https://example.org/a_1', sha256: '',
  },
  evidence: [{ start: 0, end: 9, text: 'Shells\nfell' }, { start: 20, end: 24, text: 'on Bara' }],
} as unknown as StatementRecord

test('a citation names the article, where it stands, the words and the statement', () => {
  expect(citePlain(RECORD, IRI)).toBe(
    '“Shells fall on 50% of {Bara}.” Bay Chronicle (Tidewater), 2025-04-08. https://example.org/a_1 ' +
      `“Shells fell … on Bara” Statement ${IRI}`,
  )
})

test('what is not known is left out', () => {
  const bare = { ...RECORD, article: { id: 'a1', sha256: '' } } as StatementRecord
  expect(citePlain(bare, IRI)).toBe(`“Shells fell … on Bara” Statement ${IRI}`)
  expect(citeBibtex(bare, IRI)).toBe(`@misc{s1,\n  note = {Statement ${IRI}}\n}\n`)
})

test('BibTeX has its marks escaped', () => {
  expect(citeBibtex(RECORD, IRI)).toContain('title = {{Shells fall on 50\\% of \\{Bara\\}}}')
  expect(citeBibtex(RECORD, IRI)).toContain('author = {{A \\& B}}')
  expect(citeBibtex(RECORD, IRI)).toContain('year = {2025},\n  month = {4}')
})

test.each([
  ['https://example.org/a', 'https://example.org/a'],
  ['HTTP://EXAMPLE.ORG', 'http://example.org/'],
  ['javascript:alert(1)', null],
  [' javascript:alert(1)', null],
  ['java\nscript:alert(1)', null],
  ['data:text/html,<script>alert(1)</script>', null],
  ['file:///etc/passwd', null],
  ['//example.org', null],
  ['', null],
  [null, null],
])('of %j may be followed: %j', (url, found) => {
  expect(safeAddress(url)).toBe(found)
})

test('a segment holds nothing that an IRI gives a meaning, and decodes to what it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (id) => {
      expect(encodeSegment(id)).toMatch(/^[\w.~%-]*$/)
      expect(decodeURIComponent(encodeSegment(id))).toBe(id)
    }),
  )
  expect(nameStatement('https://example.org/id/', "a/b'c")).toBe('https://example.org/id/statement/a%2Fb%27c')
})
