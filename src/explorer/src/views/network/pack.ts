// Rectangles in; places for them side by side without overlap, in a shape of about the wished proportions, out.

export interface Box { width: number; height: number }
export interface Corner { left: number; top: number }

/** As a skyline: each box, the highest first, goes where its top lies lowest; of two such places to the one further left. */
export function packBoxes(boxes: Box[], aspect: number): Corner[] {
  const area = boxes.reduce((sum, box) => sum + box.width * box.height, 0)
  const widest = boxes.reduce((most, box) => Math.max(most, box.width), 0)
  // Some room is lost between boxes, so the heap gets higher than its area says.
  const limit = Math.max(widest, Math.sqrt(area * aspect) * 1.05)
  const order = boxes.map((_, place) => place).sort((a, b) => boxes[b]!.height - boxes[a]!.height || boxes[b]!.width - boxes[a]!.width || a - b)
  let skyline: { left: number; width: number; top: number }[] = [{ left: 0, width: limit, top: 0 }]
  const corners: Corner[] = boxes.map(() => ({ left: 0, top: 0 }))
  for (const at of order) {
    const box = boxes[at]!
    let best: Corner | null = null
    for (const { left } of skyline) {
      if (left + box.width > limit + 1e-6) break
      const top = Math.max(...skyline.filter((part) => part.left < left + box.width - 1e-6 && part.left + part.width > left + 1e-6).map((part) => part.top))
      if (best === null || top < best.top - 1e-6) best = { left, top }
    }
    const corner = best ?? { left: 0, top: Math.max(...skyline.map((part) => part.top)) }
    corners[at] = corner
    skyline = raise(skyline, corner, box)
  }
  return corners
}

function raise(skyline: { left: number; width: number; top: number }[], { left, top }: Corner, box: Box) {
  const right = left + box.width
  const next: typeof skyline = []
  for (const part of skyline) {
    const end = part.left + part.width
    if (part.left < left) next.push({ ...part, width: Math.min(end, left) - part.left })
    if (end > right) next.push({ left: Math.max(part.left, right), width: end - Math.max(part.left, right), top: part.top })
  }
  next.push({ left, width: box.width, top: top + box.height })
  return next.filter((part) => part.width > 1e-6).sort((a, b) => a.left - b.left)
}
