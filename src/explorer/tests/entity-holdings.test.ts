import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layHoldings } from '../src/views/entity/holdings'
import { type GivenState, makeGraph } from './entity-graphs'

const lay = (states: GivenState[], passes: (row: number) => boolean = () => true) =>
  layHoldings(makeGraph({ statements: [{}, {}], actors: ['X', 'Y'], places: [['Here', -1]], states }), 0, passes)

describe('layHoldings', () => {
  it('keeps what each side says in a lane of its own', () => {
    const found = lay([
      { place: 0, holder: 0, side: 'ours', earliest: 10, latest: 12, until: 20 },
      { place: 0, holder: 1, side: 'ours', earliest: 20, latest: 20 },
      { place: 0, holder: 1, side: 'theirs', latest: 15 },
      { place: 1, holder: 1, side: 'theirs', latest: 15 },
    ])
    expect(found.lanes.map((lane) => lane.tracks.map((track) => track.length))).toEqual([[2], [1]])
    expect([found.first, found.last]).toEqual([10, 20])
  })

  it('leaves ends open that nobody closed', () => {
    const [bar] = lay([{ place: 0, holder: 0, side: 'ours', latest: 15 }]).lanes[0]!.tracks[0]!
    expect(bar).toMatchObject({ from: null, sure: 15, to: null, isContest: false, isNegative: false })
  })

  it('marks what is fought over, what is said not to be, and what has no day', () => {
    const found = lay([
      { place: 0, side: 'ours', mode: 'contest', earliest: 1, latest: 1 },
      { place: 0, holder: 0, side: 'ours', mode: 'lose', negative: 1, earliest: 5, latest: 5 },
      { place: 0, holder: 0, side: 'ours' },
    ])
    const bars = found.lanes[0]!.tracks.flat()
    expect(bars.map((bar) => [bar.isContest, bar.isNegative])).toEqual([[true, false], [false, true]])
    expect(found.undated).toEqual([2])
  })

  it('shows a state when one of its statements is selected', () => {
    const states = [{ place: 0, side: 'ours', earliest: 1, latest: 1, statements: [1] }]
    expect(lay(states, (row) => row === 1).lanes).toHaveLength(1)
    expect(lay(states, (row) => row === 0).lanes).toHaveLength(0)
  })

  it('never lays two bars of a track over each other, and loses none', () => {
    const state = fc.record({
      place: fc.constant(0),
      side: fc.constantFrom('ours', 'theirs'),
      earliest: fc.option(fc.integer({ min: 0, max: 50 })),
      latest: fc.integer({ min: 50, max: 90 }),
      until: fc.option(fc.integer({ min: 90, max: 120 })),
    })
    fc.assert(
      fc.property(fc.array(state, { maxLength: 12 }), (states) => {
        const { lanes } = lay(states as GivenState[])
        expect(lanes.flatMap((lane) => lane.tracks.flat())).toHaveLength(states.length)
        const over = lanes.flatMap((lane) => lane.tracks).filter((track) =>
          track.some((bar, at) => at > 0 && (track[at - 1]!.to ?? Infinity) >= (bar.from ?? -Infinity)),
        )
        expect(over).toEqual([])
      }),
    )
  })
})
