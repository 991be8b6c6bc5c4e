// Questions to the graph: shipped ones with forms, and SPARQL of the reader's own; all that is asked is in the address.

import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { NamedQuery, SparqlAnswer } from '../data/documents'
import { t } from '../i18n'
import { address, go, notify, route, source } from '../state'
import { bindParameters, writeTerm } from './query/bind'
import { collectNames } from './query/complete'
import { Editor } from './query/editor'
import { ParameterForm } from './query/form'
import { Results } from './query/results'
import type { ViewProps } from '.'

const START = `SELECT ?statement ?action ?status WHERE {
  ?statement a kg:Statement ; kg:action ?action ; kg:status ?status .
}
LIMIT 100`
/** Before the names of parameters in the address, whose own words (place, actor, text…) are the filter's. */
const MARK = 'p.'

interface Run { state: 'none' | 'asking' | 'done' | 'failed'; answer?: SparqlAnswer; took?: number; error?: string }

export default function Query({ graph, selection, about }: ViewProps) {
  const [queries, setQueries] = useState<NamedQuery[] | null>(null)
  useEffect(() => {
    source.peek()?.queries().then(setQueries, (error: unknown) => notify(error))
  }, [graph])
  const { own } = route.value
  const isFile = source.value?.isFile ?? false
  const query = queries?.find((one) => one.name === about) ?? null
  const values = useMemo(() => readValues(query, own, isFile), [query, own, isFile])
  const written = query ? write(query, values, graph.tables.base) : (own.sparql ?? START)
  const [draft, setDraft] = useState<string | null>(null)
  useEffect(() => setDraft(null), [written])
  const text = draft ?? written
  const [again, setAgain] = useState(0)
  const lacking = query?.parameters.filter((one) => one.default === null && !values[one.name]) ?? []
  const isAsked = (isFile ? query?.answer != null : own.run === '1') && lacking.length === 0 && (query !== null || (own.sparql ?? '') !== '')
  const { run, cancel } = useRun(queries === null || !isAsked ? null : query, isAsked ? (own.sparql ?? '') : '', values, again)
  const ask = () => {
    if (draft !== null && draft !== written) go({ about: '', own: { ...cleared(own), sparql: draft, run: '1' } })
    else go({ own: { run: '1', ...(query ? {} : { sparql: text }) } })
    setAgain(again + 1)
  }
  const names = useMemo(() => {
    const found = collectNames(queries?.map((one) => one.sparql) ?? [])
    return [...found, ...graph.tables.codes.type.map((type) => `action:${type}`)]
  }, [queries, graph])
  return (
    <div class="query">
      <Catalogue queries={queries} about={about} isFile={isFile} />
      <div class="query-main">
        <h1>{query ? query.question : t('query.own')}</h1>
        <p class="soft">{query ? query.description : isFile ? t('query.file') : t('query.own.how')}</p>
        {about !== '' && queries && !query && <p class="query-error">{t('query.unknown', { name: about })}</p>}
        {query && isFile && <p class="soft">{t(query.answer ? 'query.file.stored' : 'query.file.none')}</p>}
        <form
          onSubmit={(event) => {
            event.preventDefault()
            ask()
          }}
        >
          {query && (
            <ParameterForm
              key={query.name}
              graph={graph}
              parameters={query.parameters}
              values={values}
              isFixed={isFile}
              onChange={(name, value) => go({ own: { [MARK + name]: value, run: '' } }, { quietly: true })}
            />
          )}
          {(query || !isFile) && (
            <details class="query-sparql" open={!query || draft !== null || own.sparql !== undefined}>
              <summary>SPARQL</summary>
              {isFile ? <pre dir="ltr">{text}</pre> : <Editor text={written} names={() => names} onChange={(typed) => setDraft(typed === written ? null : typed)} onRun={ask} />}
            </details>
          )}
          {draft !== null && query && <p class="soft">{t('query.edited')}</p>}
          {!isFile && (
            <p class="query-run">
              <button type="submit" class="primary" disabled={run.state === 'asking'}>
                {t('query.run')}
              </button>
              {run.state === 'asking' && (
                <button type="button" onClick={cancel}>
                  {t('query.cancel')}
                </button>
              )}
              {lacking.length > 0 && <span class="soft">{t('query.lacking', { names: lacking.map((one) => one.name).join(', ') })}</span>}
              {run.state === 'asking' && <span role="status">{t('query.asking')}</span>}
              {query && lacking.length > 0 && query.parameters.some((one) => one.example) && (
                <button type="button" class="plain" onClick={() => go({ own: { ...exampleValues(query), run: '1' } })}>
                  {t('query.try')}
                </button>
              )}
            </p>
          )}
        </form>
        {run.state === 'failed' && (
          <pre class="query-error" role="alert" dir="auto">
            {run.error}
          </pre>
        )}
        {run.state === 'done' && run.answer && <Results graph={graph} selection={selection} answer={run.answer} query={query} took={isFile ? null : run.took!} />}
      </div>
    </div>
  )
}

type Own = Readonly<Record<string, string>>

function exampleValues(query: NamedQuery): Record<string, string> {
  return Object.fromEntries(query.parameters.flatMap((one) => (one.example ? [[MARK + one.name, one.example]] : [])))
}

/** A file has been asked with the defaults. */
function readValues(query: NamedQuery | null, own: Own, isFile: boolean): Record<string, string> {
  return Object.fromEntries((query?.parameters ?? []).map((one) => [one.name, (isFile ? one.default : own[MARK + one.name]) ?? '']))
}

/** What a former question left in the address, taken out of it. */
function cleared(own: Own): Record<string, string> {
  return Object.fromEntries(Object.keys(own).map((name) => [name, name === 'whole' ? own[name]! : '']))
}

/** The SPARQL with what was given filled in; what has to be given and was not stays a variable. */
function write(query: NamedQuery, values: Own, base: string): string {
  const terms: Record<string, string> = {}
  for (const one of query.parameters) {
    const value = values[one.name] || one.default
    if (value !== null && value !== undefined) terms[one.name] = writeTerm(one, value, base)
  }
  return bindParameters(query.sparql, terms)
}

function useRun(query: NamedQuery | null, sparql: string, values: Own, again: number): { run: Run; cancel: () => void } {
  const [run, setRun] = useState<Run>({ state: 'none' })
  const stopper = useRef<AbortController | null>(null)
  const given = JSON.stringify(values)
  useEffect(() => {
    const from = source.peek()
    if (!from || (!query && !sparql)) {
      setRun({ state: 'none' })
      return undefined
    }
    const abort = new AbortController()
    stopper.current = abort
    setRun({ state: 'asking' })
    const begun = performance.now()
    const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
    const asked = query ? from.ask(query, filled, abort.signal) : from.sparql(sparql, abort.signal)
    asked.then(
      (answer) => !abort.signal.aborted && setRun({ state: 'done', answer, took: performance.now() - begun }),
      (error: unknown) => !abort.signal.aborted && setRun({ state: 'failed', error: error instanceof Error ? error.message : String(error) }),
    )
    return () => abort.abort()
  }, [query, sparql, given, again])
  const cancel = () => {
    stopper.current?.abort()
    setRun({ state: 'failed', error: t('query.cancelled') })
  }
  return { run, cancel }
}

interface CatalogueProps { queries: NamedQuery[] | null; about: string; isFile: boolean }

/** The shipped queries by group, to be found by their words. */
function Catalogue({ queries, about, isFile }: CatalogueProps) {
  const [wanted, setWanted] = useState('')
  const [isShown, setShown] = useState(about === '')
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean)
  const found = (queries ?? []).filter((one) => (!isFile || one.answer) && words.every((word) => `${one.name} ${one.question} ${one.description}`.toLowerCase().includes(word)))
  const groups = [...new Set(found.map((one) => one.group))]
  return (
    <nav class="query-list" aria-label={t('query.list')} data-shown={isShown || undefined}>
      <button type="button" class="query-toggle" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        {t('query.list')}
      </button>
      <div class="query-list-all">
        {!isFile && (
          <p>
            <a href={address({ about: '', own: { whole: '' } })} aria-current={about === '' ? 'page' : undefined}>
              {t('query.own')}
            </a>
          </p>
        )}
        <input type="search" value={wanted} placeholder={t('query.find')} aria-label={t('query.find')} onInput={(event) => setWanted(event.currentTarget.value)} />
        {queries === null && <p class="soft">{t('shell.loading')}</p>}
        {groups.map((group) => (
          <section key={group}>
            <h2>{group}</h2>
            <ul>
              {found.filter((one) => one.group === group).map((one) => (
                <li key={one.name}>
                  <a
                    href={address({ view: 'query', about: one.name, own: one.parameters.some((p) => p.default === null) ? {} : { run: '1' } })}
                    title={one.description}
                    aria-current={one.name === about ? 'page' : undefined}
                    onClick={() => setShown(false)}
                  >
                    {one.question}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </nav>
  )
}
