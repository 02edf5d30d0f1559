/** @file The photographs that come with the app. Public domain or CC0; NOTICE names their makers. */
export interface Photo {
  readonly file: string
  readonly label: string
}

export const PHOTOS: readonly Photo[] = [
  { file: 'camera-256.png', label: 'Cameraman' },
  { file: 'astronaut-256.png', label: 'Astronaut' },
  { file: 'chelsea-256.png', label: 'Cat' },
  { file: 'coffee-256.png', label: 'Coffee' },
  { file: 'rocket-256.png', label: 'Rocket' },
  { file: 'coins-128.png', label: 'Coins' },
  { file: 'text-128.png', label: 'Text' },
  { file: 'hubble-128.png', label: 'Galaxies' },
]

export const photoAddress = ({ file }: Photo): URL => new URL(`data/images/${file}`, document.baseURI)
