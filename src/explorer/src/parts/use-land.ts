// The shapes of all countries for small maps, read when the first of them is shown.

import { useEffect, useState } from 'preact/hooks'
import { feature } from 'topojson-client'

type Land = ReturnType<typeof feature>

/** Null until they have been read. */
export function useLand(): Land | null {
  const [land, setLand] = useState<Land | null>(null)
  useEffect(() => {
    let isWanted = true
    void import('world-atlas/countries-110m.json').then((module) => {
      const atlas = module.default as unknown as Parameters<typeof feature>[0]
      if (isWanted) setLand(feature(atlas, atlas.objects.countries!))
    })
    return () => {
      isWanted = false
    }
  }, [])
  return land
}
