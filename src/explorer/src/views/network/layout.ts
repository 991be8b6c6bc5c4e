// Actors and ties in; places on a plane out, the same for the same data.

import noverlap from 'graphology-layout-noverlap/iterate'
import iterate from 'graphology-layout-forceatlas2/iterate'

export const LAYOUTS = ['force', 'circle'] as const
export type Layout = (typeof LAYOUTS)[number]

/** Nodes by number, in the order that decides about places: groups together, the largest first in each. */
export interface Plan {
  /** Group of each node, an arbitrary number. */
  groups: number[]
  /** Radius of each node, in pixels. */
  sizes: number[]
  sources: number[]
  targets: number[]
  weights: number[]
}

export interface Positions { x: Float32Array; y: Float32Array }

const GOLDEN = Math.PI * (3 - Math.sqrt(5))

/** Each group a sunflower of its own, on a ring around the middle: readable before any force has worked. */
export function startPositions({ groups }: Plan): Positions {
  const members = new Map<number, number[]>()
  groups.forEach((group, node) => members.set(group, [...(members.get(group) ?? []), node]))
  const [x, y] = [new Float32Array(groups.length), new Float32Array(groups.length)]
  const ring = 1.6 * Math.sqrt(groups.length)
  let passed = 0
  for (const nodes of members.values()) {
    const angle = ((passed + nodes.length / 2) / groups.length) * 2 * Math.PI
    const [middleX, middleY] = members.size > 1 ? [Math.cos(angle) * ring, Math.sin(angle) * ring] : [0, 0]
    nodes.forEach((node, place) => {
      x[node] = middleX + Math.sqrt(place + 0.5) * Math.cos(place * GOLDEN)
      y[node] = middleY + Math.sqrt(place + 0.5) * Math.sin(place * GOLDEN)
    })
    passed += nodes.length
  }
  return { x, y }
}

/** All on one circle in the order of the plan, with a gap between groups. */
export function circlePositions({ groups }: Plan): Positions {
  const turns = groups.filter((group, node) => node > 0 && group !== groups[node - 1]).length
  const gap = turns > 0 ? Math.max(1, groups.length * 0.02) : 0
  const all = groups.length + gap * (turns + (turns > 0 ? 1 : 0))
  const [x, y] = [new Float32Array(groups.length), new Float32Array(groups.length)]
  let passed = 0
  groups.forEach((group, node) => {
    if (node > 0 && group !== groups[node - 1]) passed += gap
    const angle = (passed / all) * 2 * Math.PI
    x[node] = Math.sin(angle) * 100
    y[node] = Math.cos(angle) * 100
    passed++
  })
  return { x, y }
}

const NODE = 10
const EDGE = 3
const STEP = 25

/**
 * ForceAtlas2 (Jacomy et al. 2014) from the start on, then nodes moved off one another; yields every now and then. A
 * fixed number of rounds, so that the picture depends on nothing but the data.
 */
export function* forcePositions(plan: Plan): Generator<Positions, Positions> {
  const many = plan.groups.length
  const start = startPositions(plan)
  const nodes = new Float32Array(many * NODE)
  const edges = new Float32Array(plan.sources.length * EDGE)
  for (let node = 0; node < many; node++) {
    nodes[node * NODE] = start.x[node]! * 10
    nodes[node * NODE + 1] = start.y[node]! * 10
    nodes[node * NODE + 6] = 1
    nodes[node * NODE + 7] = 1
    nodes[node * NODE + 8] = plan.sizes[node]!
  }
  plan.sources.forEach((source, edge) => {
    const target = plan.targets[edge]!
    // A pair that is told of a hundred times is closer than one told of once, not a hundred times as close.
    const weight = 1 + Math.log2(plan.weights[edge]!)
    nodes[source * NODE + 6]! += weight
    nodes[target * NODE + 6]! += weight
    edges.set([source * NODE, target * NODE, weight], edge * EDGE)
  })
  const settings = {
    linLogMode: false, outboundAttractionDistribution: false, adjustSizes: false, edgeWeightInfluence: 1,
    scalingRatio: 12, strongGravityMode: false, gravity: 1.5, slowDown: 1 + Math.log(Math.max(1, many)),
    barnesHutOptimize: many > 400, barnesHutTheta: 0.6,
  }
  const rounds = many < 300 ? 500 : many < 1000 ? 300 : 200
  for (let round = 1; round <= rounds; round++) {
    iterate(settings, nodes, edges)
    if (round % STEP === 0) yield read(nodes)
  }
  return separate(read(nodes), plan.sizes)
}

const ROUNDS_APART = 200
/** Pixels of the picture's breadth that sizes are taken to be in. */
const BREADTH = 900

function separate(positions: Positions, sizes: number[]): Positions {
  const many = sizes.length
  const extent = (values: Float32Array) => values.reduce((most, one) => Math.max(most, one), -Infinity) - values.reduce((least, one) => Math.min(least, one), Infinity)
  const scale = Math.max(extent(positions.x), extent(positions.y), 1) / BREADTH
  const nodes = new Float32Array(many * 3)
  for (let node = 0; node < many; node++) nodes.set([positions.x[node]!, positions.y[node]!, sizes[node]! * scale], node * 3)
  const settings = { gridSize: 20, margin: 3 * scale, expansion: 1.1, ratio: 1, speed: 3 }
  for (let round = 0; round < ROUNDS_APART; round++) if (noverlap(settings, nodes).converged) break
  const [x, y] = [new Float32Array(many), new Float32Array(many)]
  for (let node = 0; node < many; node++) {
    x[node] = nodes[node * 3]!
    y[node] = nodes[node * 3 + 1]!
  }
  return { x, y }
}

function read(nodes: Float32Array): Positions {
  const many = nodes.length / NODE
  const [x, y] = [new Float32Array(many), new Float32Array(many)]
  for (let node = 0; node < many; node++) {
    x[node] = nodes[node * NODE]!
    y[node] = nodes[node * NODE + 1]!
  }
  return { x, y }
}
