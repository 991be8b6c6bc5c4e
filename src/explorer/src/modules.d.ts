// Parts of packages that come without types.

declare module 'graphology-layout-forceatlas2/iterate' {
  interface Settings {
    linLogMode: boolean; outboundAttractionDistribution: boolean; adjustSizes: boolean; edgeWeightInfluence: number
    scalingRatio: number; strongGravityMode: boolean; gravity: number; slowDown: number; barnesHutOptimize: boolean
    barnesHutTheta: number
  }
  /** One round: ten numbers a node (x, y, four of movement, mass, convergence, size, fixed), three an edge. */
  export default function iterate(settings: Settings, nodes: Float32Array, edges: Float32Array): unknown
}

declare module 'graphology-layout-noverlap/iterate' {
  interface Settings { gridSize: number; margin: number; expansion: number; ratio: number; speed: number }
  /** One round: three numbers a node (x, y, size). */
  export default function iterate(settings: Settings, nodes: Float32Array): { converged: boolean }
}
