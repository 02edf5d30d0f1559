export { Canvas } from './Canvas'
export { canvasHandle, type CanvasHandle } from './handle'
export {
  nodeGeometry,
  nodeSize,
  portPlaces,
  type NodeGeometry,
  type Point,
  type PortPlace,
  type Size,
} from './geometry'
