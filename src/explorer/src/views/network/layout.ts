// Actors and ties in; places on a plane out, the same for the same data.

import noverlap from 'graphology-layout-noverlap/iterate'
import iterate from 'graphology-layout-forceatlas2/iterate'
import { packBoxes } from './pack'

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
  /** How much wider than high the picture is to be. */
  aspect: number
}

export interface Positions { x: Float32Array; y: Float32Array }

/** Pixels between neighbours, and around a component for the names of its nodes. */
const APART = 58
const ROOM = { across: 130, along: 34 }

const GOLDEN = Math.PI * (3 - Math.sqrt(5))

/** In pixels: each group a sunflower of its own, on a ring around the middle: readable before any force has worked. */
export function startPositions({ groups }: Plan): Positions {
  const members = new Map<number, number[]>()
  groups.forEach((group, node) => members.set(group, [...(members.get(group) ?? []), node]))
  const [x, y] = [new Float32Array(groups.length), new Float32Array(groups.length)]
  const ring = 1.6 * APART * Math.sqrt(groups.length)
  let passed = 0
  for (const nodes of members.values()) {
    const angle = ((passed + nodes.length / 2) / groups.length) * 2 * Math.PI
    const [middleX, middleY] = members.size > 1 ? [Math.cos(angle) * ring, Math.sin(angle) * ring] : [0, 0]
    nodes.forEach((node, place) => {
      x[node] = middleX + APART * Math.sqrt(place + 0.5) * Math.cos(place * GOLDEN)
      y[node] = middleY + APART * Math.sqrt(place + 0.5) * Math.sin(place * GOLDEN)
    })
    passed += nodes.length
  }
  return { x, y }
}

/** All on one circle in the order of the plan, with a gap between groups; in pixels, as wide as the nodes need. */
export function circlePositions({ groups, sizes }: Plan): Positions {
  const turns = groups.filter((group, node) => node > 0 && group !== groups[node - 1]).length
  const gap = turns > 0 ? Math.max(1, groups.length * 0.02) : 0
  const all = groups.length + gap * (turns + (turns > 0 ? 1 : 0))
  const [x, y] = [new Float32Array(groups.length), new Float32Array(groups.length)]
  const radius = Math.max(140, (sizes.reduce((sum, size) => sum + 2 * size + 5, 0) * (all / groups.length)) / (2 * Math.PI))
  let passed = 0
  groups.forEach((group, node) => {
    if (node > 0 && group !== groups[node - 1]) passed += gap
    const angle = (passed / all) * 2 * Math.PI
    x[node] = Math.sin(angle) * radius
    y[node] = Math.cos(angle) * radius
    passed++
  })
  return { x, y }
}

const NODE = 10
const EDGE = 3
/** How many nodes at most, and for so many the rounds of forces and of moving nodes apart: a few seconds for thousands. */
const ROUNDS = [[300, 400, 200], [800, 200, 60], [2000, 120, 12], [Infinity, 80, 4]] as const
/** The forces find their balance at about this much less than the pixels that nodes start at. */
const NEARER = 6
/** Components of more nodes than this take the shape of the picture. */
const STRETCHED = 30

/**
 * Every connected component by itself with ForceAtlas2 (Jacomy et al. 2014), its nodes then moved off one another, and
 * the components side by side: forces alone would scatter pairs over the picture and press them together. A fixed
 * number of rounds, so that the picture depends on nothing but the data. Yields every now and then.
 */
export function* forcePositions(plan: Plan): Generator<undefined, Positions> {
  const start = startPositions(plan)
  const parts: Positions[] = []
  const components = findComponents(plan)
  for (const nodes of components) {
    const part = yield* placeComponent(plan, nodes, start)
    parts.push(part)
  }
  const frames = parts.map((part) => ({ x: range(part.x), y: range(part.y) }))
  const corners = packBoxes(
    frames.map(({ x, y }) => ({ width: x.most - x.least + ROOM.across, height: y.most - y.least + ROOM.along })),
    plan.aspect,
  )
  const [x, y] = [new Float32Array(plan.groups.length), new Float32Array(plan.groups.length)]
  components.forEach((nodes, component) => {
    const { x: across, y: along } = frames[component]!
    const corner = corners[component]!
    nodes.forEach((node, place) => {
      x[node] = corner.left + parts[component]!.x[place]! - across.least
      // The first boxes are at the top of the picture, where the plane's highest numbers are.
      y[node] = -(corner.top + parts[component]!.y[place]! - along.least)
    })
  })
  return { x, y }
}

/** Nodes of each component in the order of the plan, the largest component first. */
export function findComponents({ groups, sources, targets }: Plan): number[][] {
  const parent = groups.map((_, node) => node)
  const find = (node: number): number => {
    while (parent[node] !== node) node = parent[node] = parent[parent[node]!]!
    return node
  }
  sources.forEach((source, edge) => {
    const [a, b] = [find(source), find(targets[edge]!)]
    parent[Math.max(a, b)] = Math.min(a, b)
  })
  const members = new Map<number, number[]>()
  groups.forEach((_, node) => {
    const root = find(node)
    const found = members.get(root)
    if (found) found.push(node)
    else members.set(root, [node])
  })
  return [...members.values()].sort((a, b) => b.length - a.length || a[0]! - b[0]!)
}

/** One component, its nodes in the order of `members`, in pixels. */
function* placeComponent(plan: Plan, members: number[], start: Positions): Generator<undefined, Positions> {
  const many = members.length
  if (many === 1) return { x: new Float32Array(1), y: new Float32Array(1) }
  if (many === 2) return { x: Float32Array.from([0, APART * 1.5]), y: new Float32Array(2) }
  const number = new Map(members.map((node, place) => [node, place]))
  const nodes = new Float32Array(many * NODE)
  members.forEach((node, place) => {
    nodes.set([start.x[node]! / NEARER, start.y[node]! / NEARER, 0, 0, 0, 0, 1, 1, plan.sizes[node]!, 0], place * NODE)
  })
  const inside = plan.sources.map((_, edge) => edge).filter((edge) => number.has(plan.sources[edge]!))
  const edges = new Float32Array(inside.length * EDGE)
  inside.forEach((edge, place) => {
    const [source, target] = [number.get(plan.sources[edge]!)!, number.get(plan.targets[edge]!)!]
    // A pair that is told of a hundred times is closer than one told of once, not a hundred times as close.
    const weight = 1 + Math.log2(plan.weights[edge]!)
    nodes[source * NODE + 6]! += weight
    nodes[target * NODE + 6]! += weight
    edges.set([source * NODE, target * NODE, weight], place * EDGE)
  })
  const settings = {
    linLogMode: false, outboundAttractionDistribution: false, adjustSizes: false, edgeWeightInfluence: 1,
    scalingRatio: 12, strongGravityMode: false, gravity: 1, slowDown: many < 800 ? 1 + Math.log(many) : 2,
    barnesHutOptimize: many > 400, barnesHutTheta: 0.6,
  }
  const [, rounds, roundsApart] = ROUNDS.find(([most]) => many <= most)!
  for (let round = 0; round < rounds; round++) {
    iterate(settings, nodes, edges)
    yield
  }
  return separate(nodes, members.map((node) => plan.sizes[node]!), many > STRETCHED ? Math.sqrt(plan.aspect) : 1, roundsApart)
}

/** In pixels: room for every node, and none upon another. */
function separate(placed: Float32Array, sizes: number[], stretch: number, rounds: number): Positions {
  const many = sizes.length
  const pick = (place: number) => Float32Array.from(sizes, (_, node) => placed[node * NODE + place]!)
  const [x, y] = [pick(0), pick(1)]
  const [across, along] = [range(x), range(y)]
  const scale = (APART * 1.2 * Math.sqrt(many)) / Math.max(across.most - across.least, along.most - along.least, 1e-6)
  const [scaleX, scaleY] = [scale * Math.sqrt(stretch), scale / Math.sqrt(stretch)]
  const nodes = new Float32Array(many * 3)
  for (let node = 0; node < many; node++) nodes.set([x[node]! * scaleX, y[node]! * scaleY, sizes[node]!], node * 3)
  const settings = { gridSize: 20, margin: 9, expansion: 1.1, ratio: 1, speed: 3 }
  for (let round = 0; round < rounds; round++) if (noverlap(settings, nodes).converged) break
  return { x: x.map((_, node) => nodes[node * 3]!), y: y.map((_, node) => nodes[node * 3 + 1]!) }
}

function range(values: Float32Array): { least: number; most: number } {
  return values.reduce((found, value) => ({ least: Math.min(found.least, value), most: Math.max(found.most, value) }), { least: Infinity, most: -Infinity })
}
