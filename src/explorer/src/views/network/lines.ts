// What kind of ties look like: hostile and cooperative differ in colour, deeds and words in texture.

import type { Kind, Standing } from './ties'

/** Numbers for the program that draws them. */
export const LINES = { solid: 0, dotted: 1, dashed: 2, hollow: 3 } as const
export type Line = keyof typeof LINES

export const KIND_COLOURS: Record<Kind, string> = {
  MX: 'var(--error)', VX: 'var(--error)', MC: 'var(--good)', VC: 'var(--good)', NN: 'var(--line-strong)',
}

export function lineOf(kind: Kind, standing: Standing): Line {
  if (standing !== 'done') return standing === 'denied' ? 'hollow' : 'dashed'
  return kind === 'VX' || kind === 'VC' ? 'dotted' : 'solid'
}
