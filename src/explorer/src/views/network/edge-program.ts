// How sigma draws a tie: a straight arrow beside the line between two nodes, solid, dotted, dashed or hollow.

import { EdgeProgram } from 'sigma/rendering'
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from 'sigma/types'
import { floatColor } from 'sigma/utils'
import type { ProgramInfo } from 'sigma/rendering'
import { type Line, LINES } from './lines'

export interface TieDisplay extends EdgeDisplayData {
  line: Line
  /** Pixels to the left of the straight line, so that ties of one pair stand side by side. */
  shift: number
  /** 0 unseen to 1 full. */
  alpha: number
}

// Sizes are in pixels before the zoom, as sigma's own programs have them; `pixel` is one of them in the graph's plane.
const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_start;
attribute vec2 a_end;
attribute vec2 a_radii;
attribute float a_size;
attribute float a_shift;
attribute float a_line;
attribute float a_alpha;
attribute vec3 a_corner;

uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;

varying vec4 v_color;
varying float v_along;
varying float v_across;
varying float v_half;
varying float v_line;
varying float v_alpha;

const float bias = 255.0 / 254.0;

void main() {
  float screen = 2.0 * u_correctionRatio;
  float pixel = screen / u_sizeRatio;
  vec2 way = a_end - a_start;
  float far = length(way);
  vec2 ahead = far > 0.0 ? way / far : vec2(1.0, 0.0);
  vec2 aside = vec2(-ahead.y, ahead.x);
  // A line beside the middle leaves the circle sooner.
  vec2 radii = sqrt(max(a_radii * a_radii - a_shift * a_shift, 0.0)) * pixel;
  float head = (2.0 + 2.0 * a_size) * pixel;
  float body = max(far - radii.x - radii.y - head, 0.0);
  #ifdef PICKING_MODE
  float halfSize = (0.5 * a_size + 2.5) * pixel;
  #else
  float halfSize = 0.5 * a_size * pixel;
  #endif
  vec2 position = a_start + aside * a_shift * pixel;
  if (a_corner.z < 0.5) {
    position += ahead * (radii.x + body * a_corner.x) + aside * a_corner.y * (halfSize + 0.5 * screen);
    v_along = body * a_corner.x / screen;
    v_across = a_corner.y * (halfSize / screen + 0.5);
    v_half = halfSize / screen;
    v_line = a_line;
  } else {
    position += ahead * (radii.x + body + head * a_corner.x) + aside * a_corner.y * (1.2 + 1.2 * a_size) * pixel;
    v_along = 0.0;
    v_across = 0.0;
    v_half = 9.0;
    v_line = 0.0;
  }
  v_alpha = a_alpha;
  gl_Position = vec4((u_matrix * vec3(position, 1.0)).xy, 0.0, 1.0);
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}
`

const FRAGMENT = /* glsl */ `
precision mediump float;

varying vec4 v_color;
varying float v_along;
varying float v_across;
varying float v_half;
varying float v_line;
varying float v_alpha;

void main(void) {
  #ifdef PICKING_MODE
  gl_FragColor = v_alpha > 0.0 ? v_color : vec4(0.0);
  #else
  float across = abs(v_across);
  float cover = 1.0 - smoothstep(v_half - 0.5, v_half + 0.5, across);
  if (v_line > 2.5) cover *= smoothstep(v_half - 2.0, v_half - 1.0, across);
  else if (v_line > 1.5) cover *= step(mod(v_along, 13.0), 8.0);
  else if (v_line > 0.5) cover *= step(mod(v_along, 5.0), 2.5);
  gl_FragColor = v_color * cover * v_alpha;
  #endif
}
`

/**
 * How far along, which side, and whether of the head: two triangles of the body, one of the head. Every tie has them in
 * full, since drawing in software takes as long for each instance of a shape as for many shapes.
 */
const CORNERS = [
  [0, 1, 0], [0, -1, 0], [1, 1, 0], [1, 1, 0], [0, -1, 0], [1, -1, 0],
  [0, 1, 1], [0, -1, 1], [1, 0, 1],
] as const

const UNIFORMS = ['u_matrix', 'u_sizeRatio', 'u_correctionRatio'] as const

export class TieProgram extends EdgeProgram<(typeof UNIFORMS)[number]> {
  getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext
    const float = (name: string, size: number) => ({ name, size, type: FLOAT })
    const bytes = (name: string) => ({ name, size: 4, type: UNSIGNED_BYTE, normalized: true })
    return {
      VERTICES: CORNERS.length,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES as 4,
      UNIFORMS,
      ATTRIBUTES: [
        float('a_start', 2), float('a_end', 2), float('a_radii', 2), float('a_size', 1), float('a_shift', 1),
        float('a_line', 1), float('a_alpha', 1), float('a_corner', 3), bytes('a_color'), bytes('a_id'),
      ],
    }
  }

  processVisibleItem(id: number, start: number, source: NodeDisplayData, target: NodeDisplayData, data: TieDisplay): void {
    const { array } = this
    const [line, colour] = [LINES[data.line], floatColor(data.color)]
    let at = start
    for (const [along, aside, isHead] of CORNERS) {
      array[at++] = source.x
      array[at++] = source.y
      array[at++] = target.x
      array[at++] = target.y
      array[at++] = source.size
      array[at++] = target.size
      array[at++] = data.size
      array[at++] = data.shift
      array[at++] = line
      array[at++] = data.alpha
      array[at++] = along
      array[at++] = aside
      array[at++] = isHead
      array[at++] = colour
      array[at++] = id
    }
  }

  setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo): void {
    gl.uniformMatrix3fv(uniformLocations.u_matrix!, false, params.matrix)
    gl.uniform1f(uniformLocations.u_sizeRatio!, params.sizeRatio)
    gl.uniform1f(uniformLocations.u_correctionRatio!, params.correctionRatio)
  }
}
