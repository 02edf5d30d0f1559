/** @file Parts of photographs, cut when they are asked for: a thousand of them would not fit into memory. */
import { createRandom, type Tensor } from '../tensor'
import { batchTensor, requireExample } from './arraySplit'
import { DataError, type AssetSource, type FieldSpec, type Split } from './dataSet'
import { readPng, type Picture } from './png'

/** @throws DataError which names the file. */
export async function readPhoto(source: AssetSource, name: string): Promise<Picture> {
  return readPng(await source(name), name, 3)
}

interface Part {
  readonly picture: number
  readonly top: number
  readonly left: number
  readonly mirrored: boolean
}

interface Choice {
  readonly count: number
  readonly seed: number
  /** The first ones are the middles of the pictures, as they are. */
  readonly middles: boolean
}

/**
 * @param fields `image` [3, size, size] and `label`, the number of the picture.
 * @throws DataError when a picture is smaller than a part.
 */
export function cropSplit(
  pictures: readonly Picture[],
  fields: { readonly image: FieldSpec; readonly label: FieldSpec },
  choice: Choice,
): Split {
  const size = fields.image.shape[1]!
  const parts = partsOf(pictures, size, choice)
  return {
    size: parts.length,
    fields: Object.keys(fields),
    batch(name, indices, dtype): Tensor {
      if (name !== 'image' && name !== 'label')
        throw new DataError('no-field', `The data set has no field "${name}".`, 'Choose one of: image, label.')
      const tensor = batchTensor(fields[name], indices.length, dtype)
      for (let row = 0; row < indices.length; row++) {
        const example = indices[row]!
        requireExample(example, parts.length)
        const part = parts[example]!
        if (name === 'label') tensor.data[row] = part.picture
        else copy(pictures[part.picture]!, part, size, tensor.data, row * 3 * size * size)
      }
      return tensor
    },
  }
}

function partsOf(pictures: readonly Picture[], size: number, { count, seed, middles }: Choice): Part[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, (_, i): Part => {
    const picture = i % pictures.length
    const { width, height } = pictures[picture]!
    const [down, right] = [height - size, width - size]
    if (down < 0 || right < 0)
      throw new DataError(
        'bad-file',
        `A photograph is ${width} by ${height} pixels, smaller than a part of ${size}.`,
        'Choose a smaller size, or reinstall Gradwire.',
      )
    if (middles && i < pictures.length)
      return { picture, top: Math.floor(down / 2), left: Math.floor(right / 2), mirrored: false }
    const [top, left] = [random.integer(down + 1), random.integer(right + 1)]
    return { picture, top, left, mirrored: random.uniform() < 0.5 }
  })
}

function copy({ width, height, data }: Picture, part: Part, size: number, to: Tensor['data'], first: number): void {
  for (let channel = 0; channel < 3; channel++)
    for (let row = 0; row < size; row++) {
      const from = (channel * height + part.top + row) * width + part.left
      const at = first + (channel * size + row) * size
      for (let column = 0; column < size; column++)
        to[at + column] = data[from + (part.mirrored ? size - 1 - column : column)]!
    }
}
