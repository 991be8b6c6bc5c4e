// Two columns of an answer as a network: who is in a row with whom, how often or how much.

import Network from 'graphology'
import forceAtlas2 from 'graphology-layout-forceatlas2'
import { useMemo } from 'preact/hooks'
import { formatNumber, t } from '../../i18n'
import type { Edge } from './answer'

const [WIDTH, HEIGHT, PAD] = [900, 560, 60]
const MOST_EDGES = 300

interface Props { edges: Edge[]; unit: string }

export function PairNetwork({ edges, unit }: Props) {
  const shown = edges.slice(0, MOST_EDGES)
  const drawn = useMemo(() => lay(shown), [edges])
  const most = Math.max(...shown.map((edge) => edge.weight), 1)
  const at = (name: string) => drawn.get(name)!
  return (
    <figure class="query-network">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('query.network.label', { n: drawn.size })}>
        <defs>
          <marker id="query-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto-start-reverse">
            <path class="arrow-head" d="M0 0L8 4L0 8Z" />
          </marker>
        </defs>
        {shown.map((edge) => {
          const [from, to] = [at(edge.from), at(edge.to)]
          const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
          const back = (to.r + 2) / length
          return (
            <line
              key={`${edge.from}\0${edge.to}`}
              class="edge"
              x1={from.x}
              y1={from.y}
              x2={to.x - (to.x - from.x) * back}
              y2={to.y - (to.y - from.y) * back}
              stroke-width={most > 1 ? 0.75 + 4 * Math.sqrt(Math.max(edge.weight, 0) / most) : 1.25}
              marker-end="url(#query-arrow)"
            >
              <title>{`${edge.from} → ${edge.to}: ${formatNumber(edge.weight)} ${unit}`}</title>
            </line>
          )
        })}
        {[...drawn].map(([name, node]) => (
          <g key={name}>
            <circle class="node" cx={node.x} cy={node.y} r={node.r}>
              <title>{name}</title>
            </circle>
            {(drawn.size <= 40 || node.r > 7) && (
              <text class="node-name" x={node.x} y={node.y - node.r - 3} text-anchor="middle">
                {name.length > 28 ? `${name.slice(0, 27)}…` : name}
              </text>
            )}
          </g>
        ))}
      </svg>
      <figcaption class="legend">
        <span>{t('query.network.legend', { unit })}</span>
        {edges.length > shown.length && <span>{t('query.network.most', { n: shown.length, all: edges.length })}</span>}
      </figcaption>
      <details>
        <summary>{t('query.network.list', { n: shown.length })}</summary>
        <table>
          <tbody>
            {shown.map((edge) => (
              <tr key={`${edge.from}\0${edge.to}`}>
                <td dir="auto">{edge.from}</td>
                <td aria-hidden="true">→</td>
                <td dir="auto">{edge.to}</td>
                <td class="number">{formatNumber(edge.weight)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

interface Place { x: number; y: number; r: number }

/** Places by force from a circle, so that the same edges are always laid the same. */
function lay(edges: Edge[]): Map<string, Place> {
  const network = new Network({ type: 'directed', multi: false })
  for (const edge of edges) {
    for (const name of [edge.from, edge.to]) if (!network.hasNode(name)) network.addNode(name, { x: 0, y: 0 })
    if (edge.from !== edge.to) network.addEdge(edge.from, edge.to, { weight: Math.max(edge.weight, 0.1) })
  }
  const names = network.nodes()
  names.forEach((name, place) => {
    const turn = (place / names.length) * 2 * Math.PI
    network.mergeNodeAttributes(name, { x: Math.cos(turn) * 100, y: Math.sin(turn) * 100 })
  })
  if (network.size > 0) forceAtlas2.assign(network, { iterations: 250, settings: { ...forceAtlas2.inferSettings(network), gravity: 2, strongGravityMode: true } })
  const xs = names.map((name) => network.getNodeAttribute(name, 'x') as number)
  const ys = names.map((name) => network.getNodeAttribute(name, 'y') as number)
  const scale = (value: number, all: number[], size: number) => {
    const [low, high] = [Math.min(...all), Math.max(...all)]
    return high > low ? PAD + ((value - low) / (high - low)) * (size - 2 * PAD) : size / 2
  }
  return new Map(
    names.map((name, place) => [name, { x: scale(xs[place]!, xs, WIDTH), y: scale(ys[place]!, ys, HEIGHT), r: 4 + 2 * Math.sqrt(network.degree(name)) }]),
  )
}
