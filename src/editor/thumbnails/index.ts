export { TensorPicture, type TensorPictureProps } from './TensorPicture'
export { pictureKind, pictureOf, tilesAcross, type Picture, type PictureKind } from './pictureKind'
export { paintPhoto, paintPixels } from './pixels'
export { brightnessOf, colourOf, css, greyOf, inkOn, scaleOf, type Scale, type Scheme, type Tone } from './scale'
