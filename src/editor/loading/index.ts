/** @file Parts of the page that come later than the first picture. */
export { Part } from './Part'
export { firstPicture, pictureIsDrawn } from './firstPicture'
