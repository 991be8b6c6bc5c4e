// Texts by code points, as the records count them; JavaScript counts UTF-16 units.

/** A text whose stretches are asked for by offsets in code points. */
export class PointText {
  readonly text: string
  /** UTF-16 offset of every code point; null where the two counts agree. */
  private readonly units: Uint32Array | null
  readonly length: number

  constructor(text: string) {
    this.text = text
    if (/[\ud800-\udfff]/.test(text)) {
      const units: number[] = []
      for (let at = 0; at < text.length; at += text.codePointAt(at)! > 0xffff ? 2 : 1) units.push(at)
      units.push(text.length)
      this.units = Uint32Array.from(units)
      this.length = units.length - 1
    } else {
      this.units = null
      this.length = text.length
    }
  }

  slice(start: number, end: number): string {
    return this.text.slice(this.unit(start), this.unit(end))
  }

  /** The UTF-16 offset of a code point. */
  unit(point: number): number {
    if (point <= 0) return 0
    if (point >= this.length) return this.text.length
    return this.units ? this.units[point]! : point
  }

  /** The code point at a UTF-16 offset, or that a unit inside it belongs to. */
  point(unit: number): number {
    if (!this.units) return Math.max(0, Math.min(unit, this.length))
    let low = 0
    let high = this.length
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.units[middle]! <= unit) low = middle
      else high = middle - 1
    }
    return low
  }
}
