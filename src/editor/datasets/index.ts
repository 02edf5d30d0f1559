export { findSet, useCatalogue } from './catalogue'
export { DataSettings } from './DataSettings'
export { ImageTile, lookOf } from './ImageTile'
export { PointsPicture } from './PointsPicture'
