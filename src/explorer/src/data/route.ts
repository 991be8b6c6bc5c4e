// The address after # and what it says: the view, what it is about, the filter and the open statement.

import { type Filter, LISTS, NO_FILTER } from './filter'

export const VIEWS = ['events', 'map', 'timeline', 'network', 'claims', 'article', 'entity', 'query', 'checks'] as const
export type ViewName = (typeof VIEWS)[number]

export interface Route {
  view: ViewName
  /** What the view is about: an article's id, an entity's key; empty for none. */
  about: string
  filter: Filter
  /** The statement whose evidence is open; empty for none. */
  statement: string
  /** What a view keeps for itself ("layout", "lanes"); read by it alone. */
  own: Record<string, string>
}

const KNOWN = new Set<string>(['from', 'to', 'support', 'text', 'statement', ...LISTS])

/** Names that a view gives to what it keeps. */
const OWN = /^[a-z][\w.~-]*$/i

/** `#/entity/actor/m23?from=2025-01-01&status=denied&statement=s0f4b`; what can't be read is left out. */
export function readRoute(hash: string): Route {
  const [path = '', query = ''] = split(hash.replace(/^#\/?/, ''), '?')
  const [name = '', about = ''] = split(path, '/')
  const given = new URLSearchParams(query)
  const filter: Filter = { ...NO_FILTER }
  for (const list of LISTS) filter[list] = given.getAll(list).filter(Boolean)
  for (const end of ['from', 'to'] as const) {
    const day = given.get(end)
    if (day && /^-?\d{4,6}-\d\d-\d\d$/.test(day)) filter[end] = day
  }
  const support = Number(given.get('support'))
  filter.support = Number.isInteger(support) && support > 0 ? support : 0
  filter.text = given.get('text') ?? ''
  const own: Record<string, string> = {}
  given.forEach((value, key) => {
    if (!KNOWN.has(key) && OWN.test(key)) own[key] = value
  })
  return {
    view: (VIEWS as readonly string[]).includes(name) ? (name as ViewName) : 'events',
    about: decode(about),
    filter,
    statement: given.get('statement') ?? '',
    own,
  }
}

export function writeRoute(route: Route): string {
  const query = new URLSearchParams()
  const { filter } = route
  for (const end of ['from', 'to'] as const) if (filter[end]) query.set(end, filter[end])
  for (const list of LISTS) for (const value of filter[list]) query.append(list, value)
  if (filter.support) query.set('support', String(filter.support))
  if (filter.text) query.set('text', filter.text)
  for (const key of Object.keys(route.own).sort()) if (route.own[key]) query.set(key, route.own[key])
  if (route.statement) query.set('statement', route.statement)
  const about = route.about.split('/').map(encodeURIComponent).join('/')
  const path = about ? `${route.view}/${about}` : route.view
  const text = query.toString()
  return text ? `#/${path}?${text}` : `#/${path}`
}

function split(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
