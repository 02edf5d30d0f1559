export { fillFormula, placeholders, type Bindings, type Filling } from './fillFormula'
export {
  isParameter,
  latexDelta,
  latexEdgeDelta,
  latexPort,
  plainEdge,
  plainPort,
  splitKey,
  toneOf,
  type PortAt,
} from './names'
export { Tex, type TexProps } from './Tex'
export { toned, type Tone } from './tones'
