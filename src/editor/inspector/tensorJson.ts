/** @file A tensor as the JSON that the command line and the document read. */
import { encodeTensor, type TensorContent } from '../../graph'

/** One line: `{"dtype":"float64","shape":[2],"data":[1,2]}`, numbers never as base64. */
export function tensorJson(tensor: TensorContent): string {
  return JSON.stringify(encodeTensor(tensor, { base64Above: Infinity }))
}
