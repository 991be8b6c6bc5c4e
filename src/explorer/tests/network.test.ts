import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import kindOfType from '../src/views/network/kinds.json'
import { placeLabels } from '../src/views/network/labels'
import { circlePositions, findComponents, forcePositions, type Plan, startPositions } from '../src/views/network/layout'
import { lineOf } from '../src/views/network/lines'
import { findMoment, makeCourse, measurePresence } from '../src/views/network/moment'
import { packBoxes } from '../src/views/network/pack'
import { findSight } from '../src/views/network/sight'
import { foldTies, readKind, readStanding, splitTie, STANDINGS } from '../src/views/network/ties'
import { makeGraph, type Said } from './charts'
import { graphs } from './graphs'

const ALL = new Set(STANDINGS)
const fold = (said: Said[]) => {
  const graph = makeGraph(said)
  return { graph, ...foldTies(graph, said.map((_, row) => row), ALL) }
}

it('every action has the quad class that the ontology gives it', () => {
  const ontology = readFileSync(join(import.meta.dirname, '../../../ontology/actions.ttl'), 'utf8')
  const quads = ontology.split(/\n\n/).flatMap((block) => {
    const [type, quad] = [/skos:notation "(\w+)" ;/.exec(block)?.[1], /kg:quad "(\w+)"/.exec(block)?.[1]]
    return type && quad ? [[type, quad]] : []
  })
  expect(quads.length).toBeGreaterThan(15)
  expect(kindOfType).toEqual(Object.fromEntries(quads))
})

describe('ties', () => {
  it('fold a pair and keep its directions apart', () => {
    const { ties, counts, untied } = fold([
      { actors: [0], recipients: [1] }, { actors: [0, 2], recipients: [1, 1] }, { actors: [1], recipients: [0], type: 2 },
      { actors: [3] }, { actors: [4], recipients: [4] }, { actors: [-1], recipients: [1] },
    ])
    expect(ties.map(({ key, rows, kind }) => [key, rows, kind])).toEqual([
      ['0>1', [0, 1], 'MX'], ['1>0', [2], 'NN'], ['2>1', [1], 'MX'],
    ])
    expect(Object.fromEntries(counts)).toEqual({ 0: 3, 1: 4, 2: 1 })
    expect(untied).toBe(3)
  })

  it('stand as done where one statement says so', () => {
    const said: Said[] = [
      { actors: [0], recipients: [1], negative: 1 }, { actors: [0], recipients: [1], modality: 1 }, { actors: [0], recipients: [1] },
      { actors: [1], recipients: [2], status: 2 }, { actors: [1], recipients: [2], modality: 1 }, { actors: [2], recipients: [3], status: 2 },
    ]
    const { graph, ties } = fold(said)
    expect(said.map((_, row) => readStanding(graph, row))).toEqual(['denied', 'planned', 'done', 'denied', 'planned', 'denied'])
    expect(ties.map(({ key, standing }) => [key, standing])).toEqual([['0>1', 'done'], ['1>2', 'planned'], ['2>3', 'denied']])
    expect(foldTies(graph, [0, 1, 2, 3, 4, 5], new Set(['done'] as const)).ties.map((tie) => tie.rows)).toEqual([[2]])
  })

  it.each([
    ['MX', 'done', 'solid'], ['VX', 'done', 'dotted'], ['VC', 'done', 'dotted'], ['NN', 'done', 'solid'],
    ['MX', 'planned', 'dashed'], ['VX', 'denied', 'hollow'],
  ] as const)('of %s that is %s are %s', (kind, standing, line) => {
    expect(lineOf(kind, standing)).toBe(line)
  })

  it('split into all that they fold', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const rows = graph.tables.statements.id.map((_, row) => row)
        const { ties, counts, untied } = foldTies(graph, rows, ALL)
        expect(new Set(ties.flatMap((tie) => tie.rows)).size + untied).toBe(rows.length)
        for (const tie of ties) {
          const parts = splitTie(graph, tie)
          expect(parts.flatMap((part) => part.rows).sort((a, b) => a - b)).toEqual(tie.rows)
          for (const part of parts) {
            expect(part.rows.every((row) => readStanding(graph, row) === part.standing)).toBe(true)
            expect(part.kind).toBe(readKind(graph, part.type))
          }
          for (const actor of [tie.from, tie.to]) {
            const named = rows.filter((row) => [...graph.tables.statements.actors[row]!, ...graph.tables.statements.recipients[row]!].includes(actor))
            expect(counts.get(actor)).toBe(named.length)
          }
        }
      }),
    )
  })
})

describe('sight', () => {
  // 0 is the middle of a star with 1, 2 and 3; 3 leads on to 4, 4 to 5.
  const { ties } = fold([[0, 1], [0, 2], [3, 0], [3, 4], [4, 5]].map(([from, to]) => ({ actors: [from!], recipients: [to!] })))
  const see = (asked: Partial<Parameters<typeof findSight>[1]>) =>
    findSight(ties, { focus: null, open: new Set(), shut: new Set(), limit: 99, ...asked })

  it.each([
    ['everybody', {}, [0, 1, 2, 3, 4, 5]],
    ['a neighbourhood', { focus: 0 }, [0, 1, 2, 3]],
    ['a neighbour opened', { focus: 0, open: new Set([3]) }, [0, 1, 2, 3, 4]],
    ['one after another', { focus: 0, open: new Set([4, 3]) }, [0, 1, 2, 3, 4, 5]],
    ['nobody opens out of sight', { focus: 0, open: new Set([4]) }, [0, 1, 2, 3]],
    ['leaves folded', { shut: new Set([0]) }, [0, 3, 4, 5]],
    ['all but two folded', { shut: new Set([0, 4]) }, [0, 4]],
  ])('%s', (_, asked, actors) => {
    expect(see(asked).actors).toEqual(actors)
  })

  it('tells what the limit leaves out, and who has neighbours out of sight', () => {
    const sight = see({ limit: 2 })
    expect([sight.ties.length, sight.beyond]).toEqual([2, 3])
    expect(Object.fromEntries(see({ focus: 0 }).hidden)).toEqual({ 3: 1 })
  })
})

describe('a moment', () => {
  it.each([
    [10, 10, 9, 0], [10, 10, 10, 1], [10, 13, 9, 0], [10, 13, 10, 0.25], [10, 13, 12, 0.75], [10, 13, 40, 1],
    [null, 10, 9, 0], [null, 10, 10, 1], [10, null, 9, 0], [10, null, 10, 0.5], [10, null, 99, 0.5], [null, null, 99, 0],
  ])('%o to %o is there on %i by %f', (earliest, latest, day, wanted) => {
    expect(measurePresence(earliest, latest, day)).toBe(wanted)
  })

  it('counts what each statement has of it, and pales', () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 18_990, max: 20_010 }), (graph, day) => {
        const { earliest, latest } = graph.tables.statements
        for (const tie of foldTies(graph, earliest.map((_, row) => row), ALL).ties) {
          const moment = findMoment(graph, makeCourse(graph, tie), day, 100)
          const wanted = tie.rows.reduce((sum, row) => sum + measurePresence(earliest[row]!, latest[row]!, day), 0)
          expect(moment.count).toBeCloseTo(wanted, 9)
          expect(moment.freshness).toBeGreaterThanOrEqual(0)
          expect(moment.freshness).toBeLessThanOrEqual(1)
          expect(findMoment(graph, makeCourse(graph, tie), day + 500, 100).freshness).toBeLessThanOrEqual(wanted > 0 ? moment.freshness + 1 : 1)
        }
      }),
    )
  })
})

const anyPlan: fc.Arbitrary<Plan> = fc.integer({ min: 1, max: 25 }).chain((many) =>
  fc.record({
    groups: fc.array(fc.integer({ min: -1, max: 3 }), { minLength: many, maxLength: many }).map((groups) => groups.sort((a, b) => a - b)),
    sizes: fc.array(fc.integer({ min: 4, max: 18 }), { minLength: many, maxLength: many }),
    edges: fc.array(fc.tuple(fc.nat({ max: many - 1 }), fc.nat({ max: many - 1 }), fc.integer({ min: 1, max: 9 })), { maxLength: 40 }),
    aspect: fc.constantFrom(0.5, 1, 2),
  }).map(({ edges, ...plan }) => {
    const kept = edges.filter(([source, target]) => source !== target)
    return { ...plan, sources: kept.map(([one]) => one), targets: kept.map(([, one]) => one), weights: kept.map(([, , one]) => one) }
  }),
)
const finish = (plan: Plan) => {
  const course = forcePositions(plan)
  for (;;) {
    const next = course.next()
    if (next.done) return next.value
  }
}

describe('layouts', () => {
  it('are the same for the same data, and nobody lies upon another', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const [first, second] = [finish(plan), finish(plan)]
        expect(Array.from(first.x)).toEqual(Array.from(second.x))
        expect(Array.from(first.y)).toEqual(Array.from(second.y))
        for (const positions of [first, startPositions(plan), circlePositions(plan)]) {
          const seen = new Set(plan.groups.map((_, node) => `${positions.x[node]!.toFixed(3)} ${positions.y[node]!.toFixed(3)}`))
          expect(seen.size).toBe(plan.groups.length)
          expect([...positions.x, ...positions.y].every(Number.isFinite)).toBe(true)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('find the components', () => {
    const plan = { groups: [0, 0, 0, 0, 0, 0], sizes: [], sources: [5, 1, 3], targets: [1, 0, 4], weights: [], aspect: 1 }
    expect(findComponents(plan)).toEqual([[0, 1, 5], [3, 4], [2]])
  })

  it('pack boxes side by side', () => {
    const box = fc.record({ width: fc.integer({ min: 1, max: 60 }), height: fc.integer({ min: 1, max: 60 }) })
    fc.assert(
      fc.property(fc.array(box, { minLength: 1, maxLength: 30 }), fc.constantFrom(0.5, 1, 2.5), (boxes, aspect) => {
        const corners = packBoxes(boxes, aspect)
        boxes.forEach((one, a) => {
          boxes.slice(0, a).forEach((other, b) => {
            const [first, second] = [corners[a]!, corners[b]!]
            const isApart =
              first.left + one.width <= second.left + 1e-6 || second.left + other.width <= first.left + 1e-6 ||
              first.top + one.height <= second.top + 1e-6 || second.top + other.height <= first.top + 1e-6
            expect(isApart).toBe(true)
          })
        })
      }),
    )
  })
})

describe('names', () => {
  const wanted = (x: number, y: number, name = 'a name', isFirm = false) => ({ name, x, y, radius: 5, isFirm, isLeft: false })
  const placed = (list: ReturnType<typeof wanted>[]) => placeLabels(list, (name) => name.length * 6, 15, 400, 300, 99)

  it('never touch', () => {
    const spot = fc.tuple(fc.integer({ min: -20, max: 420 }), fc.integer({ min: -20, max: 320 }), fc.string({ maxLength: 30 }))
    fc.assert(
      fc.property(fc.array(spot, { maxLength: 60 }), (spots) => {
        const found = placed(spots.map(([x, y, name]) => wanted(x, y, name)))
        found.forEach((one, a) => {
          expect(one.left).toBeGreaterThanOrEqual(0)
          expect(one.left + one.width).toBeLessThanOrEqual(400)
          for (const other of found.slice(0, a)) {
            const isApart = one.left > other.left + other.width || other.left > one.left + one.width || one.top >= other.top + 15 || other.top >= one.top + 15
            expect(isApart).toBe(true)
          }
        })
      }),
    )
  })

  it('are left out where there is no room, but for the one that is asked for', () => {
    const crowd = Array.from({ length: 9 }, () => wanted(200, 150))
    expect(placed(crowd).length).toBe(2)
    expect(placed([...crowd, wanted(200, 150, 'this one', true)]).map((one) => one.name)).toContain('this one')
  })
})
