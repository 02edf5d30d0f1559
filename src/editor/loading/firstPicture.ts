/** @file When the first graph is on the screen: what it does not need is asked for after that. */

let tell = () => {}
const drawn = new Promise<void>((resolve) => (tell = resolve))

export const firstPicture = (): Promise<void> => drawn

/** Said by the canvas. */
export const pictureIsDrawn = (): void => tell()
