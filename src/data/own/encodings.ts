/** @file How the letters of a text file may be written as bytes: what can be chosen, by the names that decoders know. */

export const ENCODINGS = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16, big end first',
  'windows-1252': 'Windows-1252, Western Europe',
  'windows-1250': 'Windows-1250, Central Europe',
  'windows-1251': 'Windows-1251, Cyrillic',
  'windows-1253': 'Windows-1253, Greek',
  'windows-1254': 'Windows-1254, Turkish',
  macintosh: 'Mac Roman',
  shift_jis: 'Shift JIS, Japanese',
  gb18030: 'GB 18030, Chinese',
  'euc-kr': 'EUC-KR, Korean',
} as const

export type Encoding = keyof typeof ENCODINGS

/** "Windows-1252", without where it is used. */
export const encodingName = (encoding: Encoding): string => ENCODINGS[encoding].split(',')[0]!
