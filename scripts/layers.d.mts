export interface LayerViolation {
  readonly rule: string
  readonly from: string
  readonly to: string
}

export function checkLayers(directory?: string): Promise<{ modules: number; violations: LayerViolation[] }>
