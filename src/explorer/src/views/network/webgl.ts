// Whether this browser draws with WebGL, which sigma needs.

export function canDraw(): boolean {
  try {
    if (typeof WebGL2RenderingContext === 'undefined') return false
    const canvas = document.createElement('canvas')
    const context = canvas.getContext('webgl2') ?? canvas.getContext('webgl')
    context?.getExtension('WEBGL_lose_context')?.loseContext()
    return context !== null
  } catch {
    return false
  }
}
