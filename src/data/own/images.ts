/** @file Pictures of somebody's own: one size, grey or colour, labelled by the folder that they lie in. */
import { DataError, type FieldSpec } from '../dataSet'
import type { Picture } from '../png'
import { partAtRandom } from '../parting'
import { MOST_KINDS } from './columns'
import { count, short } from './csv'
import { contentBytes, fingerprint, ownId, type Arrays, type PackedData } from './packed'
import { hashSeed } from '../../tensor'

export interface ImageFile {
  /** "flowers/roses/1.jpg", as the folder was chosen or dropped. */
  readonly path: string
  readonly bytes: Uint8Array
}

/** A file that is read when its turn comes: all of a folder of photographs at once would not fit into memory. */
export interface ImageSource {
  readonly path: string
  readonly read: () => Promise<Uint8Array>
}

export interface ImageChoices {
  /** Pixels of a side: the middle square of each picture is made so large. */
  readonly side: number
  readonly channels: 1 | 3
  readonly label: 'folder' | 'none'
  /** What becomes of files that are no pictures; absent: the first of them is told, and nothing is kept. */
  readonly unreadable?: 'drop'
  readonly heldOut: number
  readonly seed: number
}

/** A picture as large as it is asked for; a page asks its browser, so that JPEG and WebP work too. */
export type DecodeImage = (file: ImageFile, side: number, channels: 1 | 3) => Promise<Picture>

const MOST_NUMBERS = 2 ** 27
const MOST_FILES = 50_000
const bad = (message: string, hint: string) => new DataError('bad-file', message, hint)

/** Endings of what a browser cannot show as a picture, with what to do. */
const UNREADABLE: Readonly<Record<string, string>> = {
  heic: 'Export it as JPEG first.',
  heif: 'Export it as JPEG first.',
  tif: 'Save it as PNG first.',
  tiff: 'Save it as PNG first.',
  psd: 'Export it as PNG first.',
  pdf: 'Export its pages as PNG first.',
  svg: 'Export it as PNG first.',
  csv: 'Bring it under "Table".',
  txt: 'Bring it under "Text".',
  zip: 'Unpack it, then bring the folder.',
}

/** What systems leave in folders, and nobody means. */
export const isLitter = (path: string): boolean => /(^|\/)(\.[^/]+|Thumbs\.db|desktop\.ini|__MACOSX)(\/|$)/i.test(path)

/**
 * @param progress is told how many are read.
 * @throws DataError which names the file.
 */
export async function packImages(
  given: readonly ImageSource[],
  name: string,
  choices: ImageChoices,
  decode: DecodeImage,
  progress: (done: number) => void = () => {},
): Promise<PackedData> {
  const files = given.filter(({ path }) => !isLitter(path)).sort((a, b) => (a.path < b.path ? -1 : 1))
  requireImages(files, name, choices)
  const { side, channels, label, heldOut, seed } = choices
  // What is wrong with the folders is said before thousands of pictures are read.
  if (label === 'folder') classesOf(files)
  const { data, kept, dropped, mark } = await readAll(files, choices, decode, progress)
  const classes = label === 'folder' ? classesOf(kept) : null
  const image: FieldSpec = {
    doc: `A ${channels === 1 ? 'grey' : 'colour'} picture, ${side} by ${side} pixels, 0 (dark) to 1 (light).`,
    shape: [channels, side, side],
    dtype: 'float32',
  }
  const spec: FieldSpec | null = classes && {
    doc: 'The folder that it lies in, as an index.',
    shape: [],
    dtype: 'int64',
    classes: classes.names.length,
    names: classes.names,
  }
  const content: Arrays = {
    form: 'arrays',
    size: kept.length,
    fields: { image: { spec: image, data, scale: 1 / 255 }, ...(spec && { label: { spec, data: classes!.indices } }) },
    ...partAtRandom(kept.length, heldOut, seed, classes?.indices),
  }
  return {
    info: {
      id: ownId(name, hashSeed(mark, JSON.stringify(choices))),
      title: name,
      summary: summaryOf(content, classes ? classes.names.length : null, given.length - files.length, dropped),
      kind: 'images',
      bytes: contentBytes(content),
      fields: { image, ...(spec && { label: spec }) },
    },
    content,
  }
}

/** One after the other into one array of bytes. */
async function readAll(
  files: readonly ImageSource[],
  { side, channels, unreadable }: ImageChoices,
  decode: DecodeImage,
  progress: (done: number) => void,
) {
  const stride = channels * side * side
  const data = new Uint8Array(files.length * stride)
  const kept: ImageSource[] = []
  const dropped: DataError[] = []
  let mark = 0
  for (const [i, source] of files.entries()) {
    try {
      const file = { path: source.path, bytes: await source.read() }
      requireBytes(file)
      const picture = await decode(file, side, channels)
      const from = kept.length * stride
      for (let at = 0; at < stride; at++) data[from + at] = Math.round(255 * picture.data[at]!)
      mark = hashSeed(fingerprint(file.bytes, mark), file.path)
      kept.push(source)
    } catch (thrown) {
      const error = thrown instanceof DataError ? thrown : gone(source.path, thrown)
      if (unreadable !== 'drop') throw bad(error.message, `${error.hint} Or choose to leave such files out.`)
      dropped.push(error)
    }
    progress(i + 1)
  }
  if (!kept.length)
    throw bad(
      `None of the ${count(files.length)} files is a picture that can be read. ${dropped[0]!.message}`,
      dropped[0]!.hint,
    )
  return { data: kept.length < files.length ? data.slice(0, kept.length * stride) : data, kept, dropped, mark }
}

/** A file that was moved or changed since it was chosen is refused by the browser itself. */
const gone = (path: string, cause: unknown) =>
  new DataError('bad-file', `${path} could not be read any more.`, 'Choose the files again.', { cause })

/** @param litter files of the system that were left out. */
function summaryOf({ train, heldOut }: Arrays, folders: number | null, litter: number, dropped: readonly DataError[]) {
  const pictures = `${count(train.length)} ${train.length === 1 ? 'picture' : 'pictures'} to train on`
  const held = heldOut.length ? `${count(heldOut.length)} held out` : 'none held out'
  const hidden = `${count(litter)} hidden ${litter === 1 ? 'file' : 'files'} of the system left out`
  const unread = `${count(dropped.length)} ${dropped.length === 1 ? 'file' : 'files'} left out that could not be read.`
  return `${pictures}, ${held}${folders === null ? '' : `, in ${folders} folders`}${litter ? `; ${hidden}` : ''}.${dropped.length ? ` ${unread} ${dropped[0]!.message}` : ''}`
}

function requireImages(files: readonly ImageSource[], name: string, { side, channels, heldOut }: ImageChoices): void {
  if (!files.length) throw bad(`${name} holds no file.`, 'Choose a folder with pictures in it.')
  if (!Number.isInteger(side) || side < 4 || side > 512)
    throw bad(`The side of a picture goes from 4 to 512 pixels; it is ${side}.`, 'Choose 28 or 32 when in doubt.')
  if (!(heldOut >= 0 && heldOut <= 0.9))
    throw bad(`The part that is held out goes from 0 to 90 %; it is ${heldOut * 100} %.`, 'Choose 20 % when in doubt.')
  if (files.length > MOST_FILES)
    throw bad(
      `${name} holds ${count(files.length)} files; up to ${count(MOST_FILES)} can be read.`,
      'Bring a part of them.',
    )
  if (files.length * channels * side * side > MOST_NUMBERS)
    throw bad(
      `${count(files.length)} pictures of ${side} by ${side} pixels are ${count(files.length * channels * side * side)} numbers; up to ${count(MOST_NUMBERS)} can be kept.`,
      'Choose a smaller size, or grey instead of colour.',
    )
}

function requireBytes({ path, bytes }: ImageFile): void {
  if (bytes.length === 0) throw bad(`${path} is empty.`, 'Copy the file again, or take it out of the folder.')
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  const hint = UNREADABLE[ending]
  if (hint) throw bad(`${path} cannot be read as a picture: .${ending} is not a format that is known here.`, hint)
}

/** The last folder of the path is the class. */
function classesOf(files: readonly ImageSource[]) {
  const folderOf = ({ path }: ImageSource) => path.split('/').at(-2) ?? ''
  const names = [...new Set(files.map(folderOf))].sort()
  const loose = files.find((file) => folderOf(file) === '')
  if (loose)
    throw bad(
      `${loose.path} lies in no folder, so it has no label.`,
      'Put each picture into a folder named as what it shows, or choose "No labels".',
    )
  if (names.length < 2)
    throw bad(
      `${files.length === 1 ? 'The picture lies' : `All ${count(files.length)} pictures lie`} in one folder, "${short(names[0]!)}": there is nothing to tell apart.`,
      'Put each kind into a folder of its own and bring the folder above them, or choose "No labels".',
    )
  if (names.length > MOST_KINDS)
    throw bad(
      `The pictures lie in ${count(names.length)} folders, such as "${short(names[0]!)}"; up to ${MOST_KINDS} kinds can be told apart.`,
      'Bring fewer folders, or choose "No labels".',
    )
  return { names, indices: Int32Array.from(files, (file) => names.indexOf(folderOf(file))) }
}
