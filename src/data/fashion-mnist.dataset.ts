import { defineDataSet } from './dataSet'
import { labelledFields, readParted } from './labelledImages'

const fields = labelledFields(
  'One grey image, 28 by 28 pixels, 0 (background) to 1.',
  28,
  'Which piece of clothing it shows.',
  ['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot'],
)

/** As many of each class: the first 800 of the training set, the first 200 of the test set. */
export default defineDataSet({
  id: 'fashion-mnist',
  title: 'Fashion-MNIST',
  summary: 'Ten kinds of clothing, 28 by 28 pixels: 8,000 to train on, 2,000 held out, as many of each kind.',
  licence: 'MIT, © 2017 Zalando SE',
  kind: 'images',
  bytes: 4_364_337,
  fields,
  load: (source) => readParted(source, 'data/fashion-mnist', fields, 'kind'),
})
