/** @file Looking at a convolution: what the page asks about receptive fields and likeness, and what it is told. */
import type { Shape } from '../tensor'

/** Rows and columns of an image, the smallest that hold a field. */
export interface FieldBox {
  readonly top: number
  readonly left: number
  readonly rows: number
  readonly columns: number
}

/** The field in an input or constant of the graph, [C, H, W] or [N, C, H, W]. */
export interface ImageField {
  readonly node: string
  readonly shape: Shape
  /** Along N; 0 where there is no such axis. */
  readonly example: number
  readonly box: FieldBox
  /** Over how many ways each pixel of the box reaches the cell, added up over the channels; row-major. */
  readonly paths: Float64Array
}

/** How much of a tensor on the way is seen. */
export interface LayerField {
  readonly node: string
  readonly box: FieldBox
  /** Elements in the field, over all channels. */
  readonly elements: number
}

export type FieldAnswer =
  | {
      readonly state: 'found'
      readonly images: readonly ImageField[]
      /** Tensors with rows and columns between the cell and the images, from the cell on. */
      readonly layers: readonly LayerField[]
    }
  | { readonly state: 'none'; readonly reason: string }

export interface FieldAt {
  readonly node: string
  /** An output port. */
  readonly port: string
  /** Flat index of the cell in that output. */
  readonly element: number
}

export interface SimilarityAt {
  /** A conv2d. */
  readonly node: string
  readonly example: number
  /** Which kernel. */
  readonly channel: number
  /** Takes the mean off patch and kernel before they are compared: brightness then counts for nothing. */
  readonly centred: boolean
}

export type SimilarityAnswer =
  | {
      readonly state: 'map'
      readonly rows: number
      readonly columns: number
      /** Row-major, −1 … 1: response / (‖patch‖ · ‖kernel‖), and 0 where one of them is 0. */
      readonly cosine: Float64Array
      /** Flat indices of the largest and of the smallest cosine. */
      readonly most: number
      readonly least: number
    }
  | { readonly state: 'none'; readonly reason: string }

export interface ConvolutionApi {
  /** What of the graph's images one cell sees, through all layers. */
  receptiveField(at: FieldAt): Promise<FieldAnswer>
  /**
   * How alike each patch and the kernel are.
   * @param recorded a step of a recording, instead of the graph as it is now.
   */
  similarity(at: SimilarityAt, recorded?: { readonly id: number; readonly step: number }): Promise<SimilarityAnswer>
}

export const CONVOLUTION_CALLS = {
  receptiveField: 'question',
  similarity: 'question',
} as const satisfies Record<keyof ConvolutionApi, 'question'>
