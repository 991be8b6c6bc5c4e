// The parameters of a shipped query as a form; what may be typed is offered from the graph.

import type { QueryParameter } from '../../data/documents'
import { type Graph, NONE } from '../../data/graph'
import { t } from '../../i18n'
import { formatSpan } from '../../i18n/dates'
import { Combobox } from '../../parts/combobox'
import type { Option } from '../../parts/facets'
import { nameAction, nameActor, namePlace } from '../../parts/names'
import { listChoices } from './bind'

interface Props {
  graph: Graph
  parameters: QueryParameter[]
  values: Readonly<Record<string, string>>
  isFixed: boolean
  onChange: (name: string, value: string) => void
}

export function ParameterForm({ graph, parameters, values, isFixed, onChange }: Props) {
  return (
    <div class="query-parameters">
      {parameters.map((parameter) => (
        <Field
          key={parameter.name}
          graph={graph}
          parameter={parameter}
          value={values[parameter.name] ?? ''}
          isFixed={isFixed}
          onChange={(value) => onChange(parameter.name, value)}
        />
      ))}
    </div>
  )
}

interface FieldProps { graph: Graph; parameter: QueryParameter; value: string; isFixed: boolean; onChange: (value: string) => void }

function Field({ graph, parameter, value, isFixed, onChange }: FieldProps) {
  const { name, kind, description, example } = parameter
  const choices = listChoices(parameter)
  const options = findOptions(graph, parameter)
  const isNeeded = parameter.default === null
  const hint = `query-hint-${name}`
  const shared = {
    value,
    disabled: isFixed,
    required: isNeeded,
    'aria-describedby': hint,
    onInput: (event: Event) => onChange((event.currentTarget as HTMLInputElement | HTMLSelectElement).value),
  }
  const known = choices.isWhole ? choices.values : []
  return (
    <div class="query-field">
      <label>
        <span>
          {name}
          {isNeeded && <span class="needed"> {t('query.needed')}</span>}
        </span>
        {known.length > 0 ? (
          <select {...shared}>
            {(parameter.default ?? '') === '' && <option value="">{t('query.any')}</option>}
            {known.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        ) : kind === 'date' ? (
          <input type="date" {...shared} />
        ) : kind === 'integer' || kind === 'number' ? (
          <input type="number" step={kind === 'integer' ? 1 : 'any'} placeholder={parameter.default ?? ''} {...shared} />
        ) : (
          <input
            type="text"
            dir="auto"
            autocomplete="off"
            spellcheck={false}
            list={choices.values.length ? `query-list-${name}` : undefined}
            placeholder={example ? t('query.example', { value: example }) : (parameter.default ?? '')}
            {...shared}
          />
        )}
      </label>
      {choices.values.length > 0 && !choices.isWhole && (
        <datalist id={`query-list-${name}`}>
          {choices.values.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      {options && !isFixed && <Combobox label={t('query.choose')} list={options} onChoose={onChange} />}
      <small id={hint}>{description}</small>
    </div>
  )
}

const ACTORS = new Set(['actor', 'attacker', 'target', 'who', 'whom', 'under'])
const CLAIMANTS = new Set(['claimant', 'denier'])

/** What the graph has for a parameter; null where nothing is to be chosen. Queries ask for names by parts of them. */
function findOptions(graph: Graph, { name, kind }: QueryParameter): (() => Option[]) | null {
  const { statements, actors, places, articles, events } = graph.tables
  const all = (graph: Graph) => Array.from({ length: graph.size }, (_, row) => row)
  const byName = (tell: (row: number) => string[]) => () => count(all(graph).map(tell))
  const nameAll = (rows: number[], table: string[]) => rows.filter((row) => row !== NONE).map((row) => table[row]!)
  if (kind === 'event') {
    return () =>
      events.id.map((value, row) => ({
        value,
        name: [nameAction(graph, events.type[row]!, events.mode[row]!), events.place[row] === NONE ? '' : namePlace(graph, events.place[row]!), formatSpan(events.earliest[row]!, events.latest[row]!)].filter(Boolean).join(', '),
        count: graph.ofEvent[row]!.length,
      })).sort((a, b) => b.count - a.count)
  }
  if (kind === 'article') {
    return () => articles.id.map((value, row) => ({ value, name: articles.title[row] ?? value, count: graph.ofArticle[row]!.length })).sort((a, b) => b.count - a.count)
  }
  if (kind === 'statement') {
    return () =>
      statements.id.map((value, row) => ({
        value,
        name: `${nameAction(graph, statements.type[row]!, statements.mode[row]!)}, ${statements.actors[row]!.length ? nameActor(graph, statements.actors[row]![0]!) : ''} (${value})`,
        count: 1,
      }))
  }
  if (kind !== 'string') return null
  if (ACTORS.has(name)) return byName((row) => nameAll([...statements.actors[row]!, ...statements.recipients[row]!], actors.name))
  if (CLAIMANTS.has(name)) return byName((row) => nameAll(statements.claimants[row]!, actors.name))
  if (name === 'place') return byName((row) => nameAll(statements.places[row]!, places.name))
  if (name === 'called') return byName((row) => [...nameAll(statements.actors[row]!, actors.name), ...nameAll(statements.places[row]!, places.name)])
  if (name === 'publisher' || name === 'agency') {
    return byName((row) => [articles[name][statements.article[row]!]].filter((one) => one !== null && one !== undefined))
  }
  if (name === 'country') return byName((row) => statements.places[row]!.flatMap((place) => graph.code('country', places.country[place] ?? NONE) ?? []))
  return null
}

function count(told: string[][]): Option[] {
  const counts = new Map<string, number>()
  for (const names of told) for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([value, number]) => ({ value, name: value, count: number })).sort((a, b) => b.count - a.count || a.name.localeCompare(b.name))
}
