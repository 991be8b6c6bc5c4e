// The words before the cursor in, what may stand there out: variables of the query, names of the graph's vocabulary.

export interface Completion { from: number; names: string[] }

const SHOWN = 50

/**
 * @param before the line up to the cursor
 * @param text the whole query, for its variables
 * @param names prefixed names ("kg:Statement")
 */
export function completeName(before: string, text: string, names: readonly string[]): Completion | null {
  const word = /[?$]?[\w-]*(?::[\w-]*)?$/.exec(before)?.[0] ?? ''
  const wanted = word.toLowerCase()
  if (word.length < 2 && !/^[?$]/.test(word)) return null
  const from = before.length - word.length
  const pool = /^[?$]/.test(word) ? [...new Set(text.match(/[?$]\w+/g) ?? [])].sort() : names
  const starting = pool.filter((name) => name.toLowerCase().startsWith(wanted) && name !== word)
  const holding = wanted.includes(':') || /^[?$]/.test(word) ? [] : pool.filter((name) => name.toLowerCase().split(':')[1]?.startsWith(wanted))
  const found = [...new Set([...starting, ...holding])].slice(0, SHOWN)
  return found.length ? { from, names: found } : null
}

/** The prefixed names that queries use; these are the words that the graph is told in. */
export function collectNames(queries: readonly string[]): string[] {
  const found = new Set<string>()
  for (const query of queries) {
    const bare = query.replace(/#[^\n]*|<[^>\s]*>|"(?:[^"\\\n]|\\.)*"/g, ' ')
    for (const [name] of bare.matchAll(/\b[a-z]+:[A-Za-z][\w-]*/g)) found.add(name)
  }
  return [...found].sort()
}
