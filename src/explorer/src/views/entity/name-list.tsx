// What an actor or a place is called, by the graph and by the articles, and why these names are taken for one.

import { useEffect, useState } from 'preact/hooks'
import type { EntityDocument, Row } from '../../data/documents'
import type { Graph } from '../../data/graph'
import { t } from '../../i18n'
import { label } from '../../i18n/labels'
import { notify, openEvidence, source } from '../../state'
import { type Name, readNames } from './names'

interface Props { graph: Graph; kind: 'actor' | 'place'; about: Row; rows: Row[]; entity: EntityDocument | null }

const FIRST = 12

export function NameList({ graph, kind, about, rows, entity }: Props) {
  const [found, setFound] = useState<{ names: Name[]; isWhole: boolean } | null>(null)
  const [shown, setShown] = useState(FIRST)
  useEffect(() => {
    let isWanted = true
    const from = source.peek()
    if (from) {
      readNames(graph, from, kind, about, rows).then(
        (names) => isWanted && setFound(names),
        (error: unknown) => isWanted && notify(error),
      )
    }
    return () => {
      isWanted = false
    }
  }, [graph, kind, about, rows])
  return (
    <>
      {found === null ? (
        <p class="soft">{t('shell.loading')}</p>
      ) : (
        <ul class="called">
          {found.names.slice(0, shown).map((name) => (
            <li key={name.text}>
              <button type="button" class="plain" dir="auto" onClick={() => openEvidence(name.row)}>
                {name.text}
              </button>{' '}
              <span class="soft">{t('shell.statements', { n: name.count })}</span>
              {name.rules.map((rule) => (
                <code key={rule}>{rule}</code>
              ))}
            </li>
          ))}
        </ul>
      )}
      {found && found.names.length > shown && (
        <button type="button" onClick={() => setShown(found.names.length)}>
          {t('entity.more', { n: found.names.length - shown })}
        </button>
      )}
      {found && !found.isWhole && <p class="soft">{t('entity.names.part')}</p>}
      {entity && <Joined entity={entity} />}
    </>
  )
}

function Joined({ entity }: { entity: EntityDocument }) {
  const aliases = (entity.actor ?? entity.place)?.aliases ?? []
  return (
    <>
      {aliases.length > 0 && (
        <p dir="auto">
          <span class="soft">{t('entity.names.also')}</span> {aliases.join(' · ')}
        </p>
      )}
      {entity.identities.length > 0 && (
        <details>
          <summary>{t('entity.names.joined', { n: entity.identities.length })}</summary>
          <ul class="called">
            {entity.identities.map((one) => (
              <li key={one.key}>
                <span dir="auto">{one.name}</span> <span class="soft">{one.reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {entity.judgements.length > 0 && (
        <ul class="called">
          {entity.judgements.map((one) => (
            <li key={`${one.first} ${one.second}`}>
              <b>{t(`entity.verdict.${one.verdict}`)}</b>{' '}
              <span dir="auto">
                {one.firstName ?? one.first} / {one.secondName ?? one.second}
              </span>{' '}
              <span class="soft" dir="auto">
                {[one.who, one.when, one.why].filter(Boolean).join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** How a code reads, with nothing where there is none. */
export function codeLabel(graph: Graph, scheme: 'kind' | 'country' | 'sector' | 'level' | 'placeStatus', code: number): string {
  const value = graph.code(scheme, code)
  return value === null ? '' : label(scheme, value)
}
