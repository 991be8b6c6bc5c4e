// The document of an article, asked for when something of it is shown.

import { useEffect, useState } from 'preact/hooks'
import type { ArticleDocument } from '../data/documents'
import { source } from '../state'

export interface Asked { document: ArticleDocument | null; error: string | null }
const WAITING: Asked = { document: null, error: null }

export function useArticle(id: string): Asked {
  const [asked, setAsked] = useState<Asked & { id: string }>({ ...WAITING, id })
  const from = source.value
  useEffect(() => {
    let isLeft = false
    if (from && id) {
      from.article(id).then(
        (document) => !isLeft && setAsked({ id, document, error: null }),
        (error: unknown) => !isLeft && setAsked({ id, document: null, error: tell(error) }),
      )
    }
    return () => {
      isLeft = true
    }
  }, [from, id])
  return asked.id === id ? asked : WAITING
}

/** The documents of several articles, by id; those that can't be had are missing. */
export function useArticles(ids: readonly string[]): ReadonlyMap<string, ArticleDocument> {
  const [found, setFound] = useState<ReadonlyMap<string, ArticleDocument>>(new Map())
  const from = source.value
  useEffect(() => {
    let isLeft = false
    const kept = new Map<string, ArticleDocument>()
    const left = [...ids]
    const ask = async () => {
      for (let id = left.shift(); id !== undefined && !isLeft; id = left.shift()) {
        try {
          kept.set(id, await from!.article(id))
        } catch {
          continue
        }
        if (!isLeft && (left.length % AT_ONCE === 0 || left.length < AT_ONCE)) setFound(new Map(kept))
      }
    }
    if (from) for (let line = 0; line < AT_ONCE; line++) void ask()
    return () => {
      isLeft = true
    }
  }, [from, ids.join('\n')])
  return found
}

const AT_ONCE = 4

function tell(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
