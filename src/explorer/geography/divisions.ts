// A topology of divisions for each country in, one simplified topology of all of them out.

import { filter, filterAttachedWeight, presimplify, simplify, sphericalRingArea, sphericalTriangleArea } from 'topojson-simplify'
import type { GeometryCollection, Polygon, MultiPolygon, Topology } from 'topojson-specification'

type Units = { units: GeometryCollection<{ name?: string }> }
export type Divisions = Topology<{ units: GeometryCollection<{ name: string }> }>

/** Corners that stand for less land are left out: some 8 km², a few pixels where divisions are drawn. */
const LEAST_STERADIANS = 2e-7
/** Degrees: corners lie on a grid of some 250 m. */
const GRID = 0.0025

export function joinDivisions(given: { country: string; topology: Topology<Units> }[]): Divisions {
  const arcs: [number, number][][] = []
  const geometries: (Polygon<{ name: string }> | MultiPolygon<{ name: string }>)[] = []
  for (const { country, topology } of given) {
    const first = arcs.length
    const small = shrink(topology)
    for (const arc of small.arcs) arcs.push(toGrid(arc as [number, number][]))
    for (const unit of small.objects.units.geometries ?? []) {
      if (unit.type !== 'Polygon' && unit.type !== 'MultiPolygon') continue
      geometries.push({
        type: unit.type,
        id: country,
        properties: { name: unit.properties?.name ?? '' },
        arcs: shift(unit.arcs, first),
      } as Polygon<{ name: string }>)
    }
  }
  return {
    type: 'Topology',
    transform: { scale: [GRID, GRID], translate: [0, 0] },
    arcs,
    objects: { units: { type: 'GeometryCollection', geometries } },
  }
}

function shrink(topology: Topology<Units>): Topology<Units> {
  const weighed = presimplify(topology, sphericalTriangleArea)
  const isKept = filterAttachedWeight(weighed, LEAST_STERADIANS, sphericalRingArea as never)
  return filter(simplify(weighed, LEAST_STERADIANS), isKept) as Topology<Units>
}

/** Corners as whole steps of the grid, each told from the one before, as TopoJSON has them. */
function toGrid(arc: [number, number][]): [number, number][] {
  const found: [number, number][] = []
  let [x, y] = [0, 0]
  for (const [lon, lat] of arc) {
    const [nextX, nextY] = [Math.round(lon / GRID), Math.round(lat / GRID)]
    if (found.length > 0 && nextX === x && nextY === y) continue
    found.push([nextX - x, nextY - y])
    ;[x, y] = [nextX, nextY]
  }
  if (found.length === 1) found.push([0, 0])
  return found
}

/** Numbers of arcs moved on; "~n" runs an arc backwards. */
function shift<T>(arcs: T, by: number): T {
  if (typeof arcs === 'number') return (arcs < 0 ? ~(~arcs + by) : arcs + by) as T
  return (arcs as unknown[]).map((one) => shift(one, by)) as T
}
