import {
  Layer,
  project32,
  type Attribute,
  type DefaultProps,
  type LayerContext,
  type LayerProps,
  type UpdateParameters,
} from '@deck.gl/core';
import type { Device, Texture } from '@luma.gl/core';
import { Model } from '@luma.gl/engine';
import type { WebGLDevice } from '@luma.gl/webgl';
import type { ColourScale } from '../../density/colour-scale.ts';
import type { Projection } from '../../model/projection.ts';
import { whileResting } from '../while-resting.ts';
import { densityMesh, sameBox, type DensityMesh, type FieldBox } from './density-mesh.ts';
import {
  densityUniforms,
  fragmentShader,
  vertexShader,
  type DensityUniforms,
} from './density-shaders.ts';

/** The numbers of a field: row 0 in the north. */
export interface FieldValues {
  data: Float32Array;
  width: number;
  height: number;
}

interface OwnProps {
  /** What to draw; null draws nothing. New `data` is uploaded, into the same texture where its size is the same. */
  field: FieldValues | null;
  box: FieldBox;
  /** Numbers to colours. A change of its domain or kind costs nothing but a redraw. */
  scale: ColourScale;
  /** Values below the domain are left out (default), or take the first colour. */
  clipBelow: boolean;
  /** Who interpolates: `auto` is the graphics card where it can filter 32-bit floats, else the shader. */
  filter: 'auto' | 'hardware' | 'shader';
}

/** Properties of a density layer. `opacity` is linear, unlike that of deck.gl's own layers. */
export type DensityLayerProps = Partial<OwnProps> & LayerProps;

const PARAMETERS = {
  depthCompare: 'always',
  depthWriteEnabled: false,
  cullMode: 'back',
} as const;

const defaultProps: DefaultProps<OwnProps> = {
  field: { type: 'object', value: null, optional: true, compare: 1 },
  box: {
    type: 'object',
    value: { west: -180, south: -85.051129, east: 180, north: 85.051129 },
    compare: 1,
  },
  scale: {
    type: 'object',
    value: { kind: 'linear', domain: [0, 1], ramp: new Uint8Array(1024) },
    compare: 1,
  },
  clipBelow: true,
  filter: 'auto',
};

/** A density layer with the drawing parameters that Mercator and the globe both need. */
export function makeDensityLayer(props: DensityLayerProps & { beforeId?: string }): DensityLayer {
  return new DensityLayer({ ...props, parameters: { ...PARAMETERS, ...props.parameters } });
}

/**
 * Draws a field of numbers and colours it on the graphics card, on Mercator and on the globe: the same colour is the same
 * number wherever the map is. Make it with `makeDensityLayer`.
 */
export class DensityLayer extends Layer<OwnProps> {
  static override layerName = 'DensityLayer';
  static override defaultProps = defaultProps as DefaultProps;

  declare state: {
    model?: Model;
    mesh?: DensityMesh;
    gridTexture?: Texture;
    rampTexture?: Texture;
    interpolates?: boolean;
    projection?: Projection;
    /** Calls off what is made ahead. */
    callOff?: (() => void) | undefined;
  };

  override getShaders() {
    const modules = [project32, densityUniforms];
    return super.getShaders({ vs: vertexShader, fs: fragmentShader, modules }) as object;
  }

  override initializeState(): void {
    const attributes = this.getAttributeManager()!;
    const from = (name: keyof DensityMesh) => ({
      noAlloc: true,
      update: (attribute: Attribute) => {
        attribute.value = this.state.mesh?.[name] ?? null;
      },
    });
    attributes.remove(['instancePickingColors']);
    attributes.add({
      indices: { size: 1, isIndexed: true, ...from('indices') },
      positions: { size: 3, ...from('positions') },
      positions64Low: { size: 3, ...from('positions64Low') },
      texCoords: { size: 2, ...from('texCoords') },
    });
  }

  /** Also when the map changes between Mercator and globe, which need different meshes. */
  override shouldUpdateState({ changeFlags }: UpdateParameters<this>): boolean {
    const changed = Boolean(changeFlags.propsOrDataChanged);
    return changed || (changeFlags.viewportChanged && this.projection() !== this.state.projection);
  }

  private projection(): Projection {
    return this.context.viewport.resolution === undefined ? 'mercator' : 'globe';
  }

  override updateState({ props, oldProps, changeFlags }: UpdateParameters<this>): void {
    if (changeFlags.extensionsChanged || !this.state.model) this.updateModel();
    const projection = this.projection();
    if (projection !== this.state.projection || !sameBox(props.box, oldProps.box)) {
      this.updateMesh(projection);
    }
    const { gridTexture, rampTexture } = this.state;
    const changed = props.field?.data !== oldProps.field?.data || props.filter !== oldProps.filter;
    if (props.field && (changed || !gridTexture)) this.updateGrid(props.field);
    if (!rampTexture || props.scale.ramp !== oldProps.scale?.ramp) this.updateRamp();
  }

  private updateModel(): void {
    const attributes = this.getAttributeManager()!;
    this.state.model?.destroy();
    const model = new Model(this.context.device, {
      ...this.getShaders(),
      id: this.props.id,
      bufferLayout: attributes.getBufferLayouts(),
      topology: 'triangle-list',
      isInstanced: false,
    });
    if (this.state.mesh) model.setVertexCount(this.state.mesh.indices.length);
    this.setState({ model });
    attributes.invalidateAll();
  }

  private updateMesh(projection: Projection): void {
    const { box } = this.props;
    const mesh = densityMesh(box, projection);
    this.state.callOff?.();
    // So many triangles are cut ahead: the first picture of a globe has enough to do.
    const isAhead = projection === 'mercator' && this.props.field !== null;
    const callOff = isAhead ? whileResting(() => void densityMesh(box, 'globe')) : undefined;
    this.setState({ mesh, projection, callOff });
    this.state.model?.setVertexCount(mesh.indices.length);
    for (const name of Object.keys(mesh)) this.getAttributeManager()!.invalidate(name);
  }

  private updateGrid({ data, width, height }: FieldValues): void {
    const { device } = this.context;
    const { filter, id } = this.props;
    const able = device.features.has('float32-filterable');
    const interpolates = filter === 'shader' || (filter === 'auto' && !able);
    let texture = this.state.gridTexture;
    if (texture?.width !== width || texture.height !== height) {
      texture?.destroy();
      texture = device.createTexture({ id: `${id}-grid`, format: 'r32float', width, height });
    }
    texture.setSampler(samplerOf(interpolates ? 'nearest' : 'linear'));
    upload(device, texture, data);
    this.setState({ gridTexture: texture, interpolates });
  }

  private updateRamp(): void {
    const { device } = this.context;
    const texture =
      this.state.rampTexture ??
      device.createTexture({
        id: `${this.props.id}-ramp`,
        format: 'rgba8unorm',
        width: 256,
        height: 1,
        sampler: samplerOf('linear'),
      });
    upload(device, texture, this.props.scale.ramp);
    this.setState({ rampTexture: texture });
  }

  override finalizeState(context: LayerContext): void {
    super.finalizeState(context);
    this.state.callOff?.();
    this.state.gridTexture?.destroy();
    this.state.rampTexture?.destroy();
  }

  override draw(): void {
    const { model, gridTexture, rampTexture, interpolates } = this.state;
    const { field, scale, clipBelow, opacity } = this.props;
    if (!model || !field || !gridTexture || !rampTexture) return;
    const [low, high] = scale.domain;
    const log = scale.kind === 'log';
    const position = (value: number) => (log ? Math.log10(Math.max(value, 1e-30)) : value);
    const span = position(high) - position(low);
    const density: DensityUniforms = {
      range: [low, position(low), span > 0 ? 1 / span : 1e30, opacity],
      mode: [log ? 1 : 0, interpolates ? 1 : 0, clipBelow ? 1 : 0, 0],
      gridTexture,
      rampTexture,
    };
    model.shaderInputs.setProps({ density });
    model.draw(this.context.renderPass);
  }
}

function samplerOf(filter: 'linear' | 'nearest') {
  return {
    minFilter: filter,
    magFilter: filter,
    mipmapFilter: 'none',
    addressModeU: 'clamp-to-edge',
    addressModeV: 'clamp-to-edge',
  } as const;
}

/** MapLibre shares the context and may leave these switches on; luma.gl's `writeData` does not reset them. */
function upload(device: Device, texture: Texture, data: Float32Array | Uint8Array): void {
  const { gl } = device as WebGLDevice;
  const switches = [gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, gl.UNPACK_FLIP_Y_WEBGL];
  const on = switches.filter((name) => gl.getParameter(name) as boolean);
  for (const name of on) gl.pixelStorei(name, false);
  texture.writeData(data);
  for (const name of on) gl.pixelStorei(name, true);
}
