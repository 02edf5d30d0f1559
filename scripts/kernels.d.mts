/** The text of src/tensor/wasm/binaries.ts as its sources make it. */
export function kernelsText(): Promise<string>
