// A message with elements in place of its {names}, in the order of the reader's language.

import type { ComponentChildren } from 'preact'
import { t } from '.'

export function fill(key: string, parts: Record<string, ComponentChildren>, values: Record<string, string | number> = {}) {
  const message = t(key, values)
  return (
    <>
      {message.split(/(\{\w+\})/).map((piece) => {
        const name = /^\{(\w+)\}$/.exec(piece)?.[1]
        return name !== undefined && name in parts ? parts[name] : piece
      })}
    </>
  )
}
