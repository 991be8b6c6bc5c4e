import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCountries, readDisputes, readDivisions } from '../geography/plugin'
import AREAS from '../src/views/map/areas.json'
import NAMES from '../src/views/map/division-names.json'
import ISO from '../src/views/map/iso.json'
import { isInForce } from '../src/views/map/span'
import { readDay } from '../src/data/filter'

const disputes = readDisputes()
const divisions = readDivisions()
const countries = readCountries()
const nameOf = (one: { properties?: unknown }) => (one.properties as { name: string }).name
const names = new Set(countries.objects.countries.geometries.map((one) => nameOf(one)))
type Area = { borders?: string[][]; box?: number[]; divisions?: Record<string, string[]>; coasts?: string[]; outline?: boolean }
const areas = Object.entries(AREAS as Record<string, Area | null>)

describe('disputed areas of the map', () => {
  it('are those of the ontology', () => {
    expect(existsSync(new URL('../../../ontology/places/disputed.toml', import.meta.url))).toBe(true)
    expect(Object.keys(AREAS).sort()).toEqual([...new Set(disputes.map((one) => one.name))].sort())
  })
  it.each(areas.filter(([, area]) => area !== null))('%s is drawn from what there is', (name, area) => {
    for (const pair of area!.borders ?? []) expect(pair.filter((one) => !names.has(one))).toEqual([])
    for (const coast of area!.coasts ?? []) expect(names).toContain(coast)
    for (const [country, wanted] of Object.entries(area!.divisions ?? {})) {
      const there = divisions.objects.units.geometries.filter((one) => one.id === country).map((one) => nameOf(one))
      expect(there).toEqual(expect.arrayContaining(wanted))
    }
    if (area!.outline) expect(disputes.find((one) => one.name === name)!.outline).not.toBeNull()
  })
  it.each([
    ['2014-02-27', null, '2014-02-26', false], ['2014-02-27', null, '2014-02-27', true], ['2014', '2016', '2016-12-31', true],
    ['2014', '2016', '2017-01-01', false], ['1992-05', '2020-12-01', '1992-05-01', true], [null, '2020-02', '2020-02-29', true],
    [null, '2020-02', '2020-03-01', false],
  ])('from %s until %s is one on %s: %s', (since, until, day, is) => {
    const on = readDay(day)
    expect(isInForce({ since, until }, { from: on, to: on })).toBe(is)
  })
  it('are all shown where no time is', () => {
    expect(disputes.every((one) => isInForce(one, { from: null, to: null }))).toBe(true)
  })
})

describe('countries of the map', () => {
  it('have their codes', () => {
    const missing = countries.objects.countries.geometries
      .filter((one) => one.id !== undefined && !(String(one.id) in ISO))
      .map((one) => nameOf(one))
    expect(missing).toEqual([])
    expect((ISO as Record<string, string>)['804']).toBe('UKRUA')
  })
})

describe('divisions', () => {
  it('are small, and each is a ring at least', () => {
    expect(JSON.stringify(divisions).length).toBeLessThan(3_000_000)
    expect(divisions.objects.units.geometries.length).toBeGreaterThan(4000)
    for (const unit of divisions.objects.units.geometries) {
      if (unit.type === 'Polygon' || unit.type === 'MultiPolygon') expect(unit.arcs.length).toBeGreaterThan(0)
    }
  })
  it('are those that other names are given for', () => {
    for (const [country, given] of Object.entries(NAMES as Record<string, Record<string, string | null>>)) {
      const there = divisions.objects.units.geometries.filter((one) => one.id === country || one.id === 'RUS').map((one) => nameOf(one))
      for (const name of Object.values(given)) if (name !== null) expect(there).toContain(name)
    }
  })
})
