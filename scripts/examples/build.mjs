/** @file Writes the examples that a script makes: `node scripts/examples/build.mjs`. The same bytes each time. */
import { characterModel } from './characterModel.mjs'
import { fashionCnn, mnistCnn } from './cnn.mjs'
import { writeExample } from './graph.mjs'
import { recoverGabor } from './recoverGabor.mjs'
import { sparseFilters } from './sparseFilters.mjs'

await writeExample('30-recover-gabor.json', recoverGabor())
await writeExample('31-sparse-filters.json', sparseFilters())
await writeExample('32-mnist-cnn.json', mnistCnn())
await writeExample('33-fashion-cnn.json', fashionCnn())
await writeExample('40-character-model.json', characterModel())
