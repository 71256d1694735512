import type { Texture } from '@luma.gl/core';
import type { ShaderModule } from '@luma.gl/shadertools';

/** What the shaders are told for each drawing. */
export type DensityUniforms = {
  /** Lowest value that is drawn; position of the low end on the scale; 1 / length of the scale; opacity. */
  range: [number, number, number, number];
  /** 1 for: log scale; interpolation in the shader; values below the domain are left out. Then unused. */
  mode: [number, number, number, number];
  gridTexture: Texture;
  rampTexture: Texture;
};

const block = `\
layout(std140) uniform densityUniforms {
  vec4 range;
  vec4 mode;
} density;
`;

/** The uniforms as a module of luma.gl. */
export const densityUniforms = {
  name: 'density',
  vs: block,
  fs: block,
  uniformTypes: { range: 'vec4<f32>', mode: 'vec4<f32>' },
} as const satisfies ShaderModule<DensityUniforms>;

/**
 * Puts the mesh on the map. On the globe the vertices come ready from the CPU: sines of a GPU in 32 bits are too coarse
 * beyond zoom 6.
 */
export const vertexShader = `\
#version 300 es
#define SHADER_NAME density-layer-vertex-shader
in vec3 positions;
in vec3 positions64Low;
in vec2 texCoords;
out vec2 place;
void main(void) {
  geometry.worldPosition = positions;
  if (project.projectionMode == PROJECTION_MODE_GLOBE) {
    geometry.position = vec4(positions, 1.0);
    gl_Position = project_common_position_to_clipspace(geometry.position);
  } else {
    gl_Position =
        project_position_to_clipspace(positions, positions64Low, vec3(0.0), geometry.position);
  }
  DECKGL_FILTER_GL_POSITION(gl_Position, geometry);
  place = texCoords;
}
`;

/** Reads the number at a pixel, bilinear between the field's pixel centres, and looks its colour up. */
export const fragmentShader = `\
#version 300 es
#define SHADER_NAME density-layer-fragment-shader
precision highp float;
precision highp int;
precision highp sampler2D;
uniform sampler2D gridTexture;
uniform sampler2D rampTexture;
in vec2 place;
out vec4 fragColor;
float texel(ivec2 at, ivec2 size) {
  return texelFetch(gridTexture, clamp(at, ivec2(0), size - 1), 0).r;
}
float valueAt(vec2 uv) {
  if (density.mode.y < 0.5) return texture(gridTexture, uv).r;
  ivec2 size = textureSize(gridTexture, 0);
  vec2 p = uv * vec2(size) - 0.5;
  vec2 corner = floor(p);
  vec2 share = p - corner;
  ivec2 i = ivec2(corner);
  return mix(
      mix(texel(i, size), texel(i + ivec2(1, 0), size), share.x),
      mix(texel(i + ivec2(0, 1), size), texel(i + ivec2(1, 1), size), share.x), share.y);
}
void main(void) {
  float value = valueAt(place);
  if (!(value > 0.0)) discard;
  if (density.mode.z > 0.5 && value < density.range.x) discard;
  float position = density.mode.x > 0.5 ? log(max(value, 1e-30)) * 0.4342944819 : value;
  float t = clamp((position - density.range.y) * density.range.z, 0.0, 1.0);
  vec4 colour = textureLod(rampTexture, vec2((t * 255.0 + 0.5) / 256.0, 0.5), 0.0);
  fragColor = vec4(colour.rgb, colour.a * density.range.w);
  DECKGL_FILTER_COLOR(fragColor, geometry);
}
`;
