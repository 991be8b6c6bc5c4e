// The ontology's list of disputed areas in, what the map needs of it out.

export interface Dispute {
  name: string
  /** ISO 3166-1 alpha-3, or the name of an authority that has no code. */
  claimed: string[]
  held: string[]
  /** A day, month or year, both inclusive; null where that end is open. */
  since: string | null
  until: string | null
  /** Territories with a code of their own. */
  countries: string[]
  /** Corners of a rough polygon, degrees east and north. */
  outline: [number, number][] | null
}

type Given = Record<string, unknown>

export function listDisputes(given: Given): Dispute[] {
  return (given.area as Given[]).map((area) => ({
    name: String(area.name),
    claimed: (area.claimed_by as string[] | undefined) ?? [],
    held: (area.held_by as string[] | undefined) ?? [],
    since: area.since === undefined ? null : String(area.since),
    until: area.until === undefined ? null : String(area.until),
    countries: (area.countries as string[] | undefined) ?? [],
    outline: (area.outline as [number, number][] | undefined) ?? null,
  }))
}
