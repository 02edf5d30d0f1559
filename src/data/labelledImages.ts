/** @file Labelled images in two IDX files each, as MNIST came. */
import { shapeText } from '../tensor'
import { arraySplit, type ArrayField } from './arraySplit'
import { DataError, type AssetSource, type FieldSpec } from './dataSet'

export interface LabelledImages {
  readonly size: number
  readonly fields: { readonly image: ArrayField; readonly label: ArrayField }
}

/** One grey image [1, side, side] and one class. */
export function labelledFields(image: string, side: number, label: string, names: readonly string[]) {
  return {
    image: { doc: image, shape: [1, side, side], dtype: 'float32' },
    label: { doc: label, shape: [], dtype: 'int64', classes: names.length, names },
  } as const satisfies Record<string, FieldSpec>
}

/**
 * Reads the two files of one split and checks them against each other.
 * @param files "data/mnist/train-": what stands before the usual ends of their names.
 * @param scale what each byte is multiplied by.
 * @throws DataError which names the file.
 */
export async function readLabelled(
  source: AssetSource,
  files: string,
  { image, label }: { readonly image: FieldSpec; readonly label: FieldSpec },
  scale: number,
  what: string,
): Promise<LabelledImages> {
  const hint = `Reinstall Gradwire: the files of ${files.slice(0, files.lastIndexOf('/'))} belong together.`
  const imagesName = `${files}images-idx3-ubyte.gz`
  const labelsName = `${files}labels-idx1-ubyte.gz`
  // The reader and its unpacking come with the data: who only lists the data sets does not need them.
  const [{ readIdx }, packedImages, packedLabels] = await Promise.all([
    import('./idx'),
    source(imagesName),
    source(labelsName),
  ])
  const images = readIdx(packedImages, imagesName)
  const labels = readIdx(packedLabels, labelsName)
  const [size] = images.shape as [number]
  const [, rows, columns] = image.shape
  if (images.shape.length !== 3 || images.shape[1] !== rows || images.shape[2] !== columns)
    throw new DataError(
      'bad-file',
      `${imagesName} holds ${shapeText(images.shape)}, not [n, ${rows}, ${columns}].`,
      hint,
    )
  if (labels.shape.length !== 1 || labels.shape[0] !== size)
    throw new DataError(
      'bad-file',
      `${labelsName} holds ${shapeText(labels.shape)}, but there are ${size} images.`,
      hint,
    )
  const wrong = labels.data.findIndex((index) => index >= label.classes!)
  if (wrong >= 0)
    throw new DataError(
      'bad-file',
      `${labelsName} says that image ${wrong} shows the ${what} ${labels.data[wrong]}.`,
      hint,
    )
  return {
    size,
    fields: { image: { spec: image, data: images.data, scale }, label: { spec: label, data: labels.data } },
  }
}

/** Both splits, from files that were parted where they came from. */
export async function readParted(
  source: AssetSource,
  folder: string,
  fields: { readonly image: FieldSpec; readonly label: FieldSpec },
  what: string,
) {
  const [train, heldOut] = await Promise.all(
    ['train', 'test'].map(async (part) => {
      const read = await readLabelled(source, `${folder}/${part}-`, fields, 1 / 255, what)
      return arraySplit(read.size, read.fields)
    }),
  )
  return { train: train!, heldOut: heldOut! }
}
