import { geoEqualEarth } from 'd3';
import { EARTH_RADIUS_KM, RADIANS } from '../model/earth.ts';
import { latitudeAt, mercatorOf } from '../density/sphere.ts';
import { MAX_LATITUDE } from '../model/mercator.ts';
import type { PictureView } from './picture.ts';
import type { Box } from './scene.ts';

/** A row of the map: one parallel, on which longitude runs evenly from left to right. */
export interface FrameRow {
  latitude: number;
  /** Longitude at x = 0, degrees, and its step for each unit to the right. */
  longitudeAtZero: number;
  degreesPerUnit: number;
}

/**
 * A projection laid into a box of the scene. Both projections have straight parallels on which longitude runs evenly, so
 * that a row of pixels has one latitude.
 */
export interface MapFrame {
  box: Box;
  /** Scene position of a place in degrees; longitude may lie outside -180 to 180. */
  project: (longitude: number, latitude: number) => readonly [x: number, y: number];
  /** What lies on the row at y; null outside the world. */
  row: (y: number) => FrameRow | null;
  /** Turns (in degrees of longitude) by which the world is drawn again, so that the box is full. */
  turns: readonly number[];
  /** Web Mercator zoom of about the same scale: what labels and groups go by. */
  zoom: number;
  /** What the box shows in degrees; east may pass 180. */
  bounds: { west: number; south: number; east: number; north: number };
  /** Latitude at which the scale bar holds, degrees. */
  scaleLatitude: number;
}

/** Parallels that a world picture shows: all inhabited land. */
const WORLD_SOUTH = -57;
const WORLD_NORTH = 84;
const TILE = 512;

function worldFrame(box: Box): MapFrame {
  const corners = {
    type: 'MultiPoint' as const,
    coordinates: [
      [-180, 0],
      [180, 0],
      [0, WORLD_NORTH],
      [0, WORLD_SOUTH],
    ],
  };
  const extent: [[number, number], [number, number]] = [
    [box.x, box.y],
    [box.x + box.width, box.y + box.height],
  ];
  const projection = geoEqualEarth().precision(0).fitExtent(extent, corners);
  const { width } = box;
  const [scale, [left, top]] = [projection.scale(), projection.translate()];
  const raw = geoEqualEarth().scale(1).translate([0, 0]).precision(0);
  const halfWidth = (latitude: number) => raw([90, latitude])![0] * 2 * scale;
  const pole = -raw([0, 90])![1];
  return {
    box,
    project(longitude, latitude) {
      const [, y] = raw([0, latitude])!;
      return [left + (halfWidth(latitude) * longitude) / 180, top + y * scale];
    },
    row(y) {
      const ordinate = (y - top) / scale;
      // Beyond the poles the inverse finds parallels that are not there.
      const latitude = Math.abs(ordinate) < pole ? raw.invert?.([0, ordinate])?.[1] : undefined;
      if (latitude === undefined) return null;
      const degreesPerUnit = 180 / halfWidth(latitude);
      return { latitude, longitudeAtZero: -left * degreesPerUnit, degreesPerUnit };
    },
    turns: [0],
    zoom: Math.log2(width / TILE),
    bounds: { west: -180, south: -MAX_LATITUDE, east: 180, north: MAX_LATITUDE },
    scaleLatitude: 0,
  };
}

function mercatorFrame(box: Box, view: PictureView & { kind: 'mercator' }): MapFrame {
  const perRadian = (TILE * 2 ** view.zoom) / (2 * Math.PI);
  const [centreX, centreY] = [box.x + box.width / 2, box.y + box.height / 2];
  const middle = mercatorOf(view.latitude);
  const perDegree = perRadian * RADIANS;
  const edge = mercatorOf(MAX_LATITUDE);
  const held = (ordinate: number) => Math.max(-edge, Math.min(edge, ordinate));
  const reach = box.width / 2 / perDegree;
  const [west, east] = [view.longitude - reach, view.longitude + reach];
  const turns: number[] = [];
  for (let turn = Math.floor((west + 180) / 360); turn <= Math.floor((east + 180) / 360); turn++) {
    turns.push(turn * 360);
  }
  return {
    box,
    project(longitude, latitude) {
      const ordinate = held(mercatorOf(Math.max(-89.9, Math.min(89.9, latitude))));
      return [
        centreX + (longitude - view.longitude) * perDegree,
        centreY - (ordinate - middle) * perRadian,
      ];
    },
    row(y) {
      const ordinate = middle - (y - centreY) / perRadian;
      if (Math.abs(ordinate) > edge) return null;
      return {
        latitude: latitudeAt(ordinate),
        longitudeAtZero: view.longitude - centreX / perDegree,
        degreesPerUnit: 1 / perDegree,
      };
    },
    turns,
    zoom: view.zoom,
    bounds: {
      west,
      east,
      south: latitudeAt(held(middle - box.height / 2 / perRadian)),
      north: latitudeAt(held(middle + box.height / 2 / perRadian)),
    },
    scaleLatitude: view.latitude,
  };
}

/** Lays the map of a view into a box. */
export function makeMapFrame(box: Box, view: PictureView): MapFrame {
  return view.kind === 'world' ? worldFrame(box) : mercatorFrame(box, view);
}

/** Kilometres of ground to one unit from west to east along a parallel. */
export function kmPerUnit(frame: MapFrame, latitude: number): number {
  const [from] = frame.project(0, latitude);
  const [to] = frame.project(1, latitude);
  return (EARTH_RADIUS_KM * Math.cos(latitude * RADIANS) * RADIANS) / (to - from);
}
