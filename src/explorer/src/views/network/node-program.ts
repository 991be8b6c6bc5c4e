// How sigma draws an actor: a disc.

import { NodeProgram, type ProgramInfo } from 'sigma/rendering'
import type { NodeDisplayData, RenderParams } from 'sigma/types'
import { floatColor } from 'sigma/utils'

// A triangle around the disc; `v_way` is where in it a point is, in pixels from the middle.
const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_position;
attribute vec2 a_corner;
attribute float a_size;

uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;

varying vec4 v_color;
varying vec2 v_way;
varying float v_radius;

const float bias = 255.0 / 254.0;

void main() {
  float screen = 2.0 * u_correctionRatio;
  v_radius = a_size / u_sizeRatio;
  v_way = a_corner * 2.0 * (v_radius + 1.0);
  gl_Position = vec4((u_matrix * vec3(a_position + v_way * screen, 1.0)).xy, 0.0, 1.0);
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
varying vec2 v_way;
varying float v_radius;

void main(void) {
  float far = length(v_way);
  #ifdef PICKING_MODE
  gl_FragColor = far > v_radius ? vec4(0.0) : v_color;
  #else
  gl_FragColor = v_color * (1.0 - smoothstep(v_radius - 0.5, v_radius + 0.5, far));
  #endif
}
`

/** An equilateral triangle around the unit circle, halved. */
const CORNERS = [0, 1, 2].map((corner) => [Math.cos((corner * 2 * Math.PI) / 3), Math.sin((corner * 2 * Math.PI) / 3)] as const)
const UNIFORMS = ['u_matrix', 'u_sizeRatio', 'u_correctionRatio'] as const

export class ActorProgram extends NodeProgram<(typeof UNIFORMS)[number]> {
  getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext
    const bytes = (name: string) => ({ name, size: 4, type: UNSIGNED_BYTE, normalized: true })
    return {
      VERTICES: CORNERS.length,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES as 4,
      UNIFORMS,
      ATTRIBUTES: [
        { name: 'a_position', size: 2, type: FLOAT }, { name: 'a_corner', size: 2, type: FLOAT },
        { name: 'a_size', size: 1, type: FLOAT }, bytes('a_color'), bytes('a_id'),
      ],
    }
  }

  processVisibleItem(id: number, start: number, data: NodeDisplayData): void {
    const { array } = this
    const colour = floatColor(data.color)
    let at = start
    for (const [x, y] of CORNERS) {
      array[at++] = data.x
      array[at++] = data.y
      array[at++] = x
      array[at++] = y
      array[at++] = data.size
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
