/** @file A checksum against torn and rotten data, not against forgers. */

/** 64 bits over the UTF-16 code units (two FNV-1a lanes with different seeds), as 16 hexadecimal digits. */
export function checksum(text: string): string {
  let a = 0x811c9dc5
  let b = 0x9e3779b9
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    a = Math.imul(a ^ c, 0x01000193)
    b = Math.imul(b ^ c ^ (a >>> 15), 0x85ebca6b)
  }
  const hex = (n: number) => (n >>> 0).toString(16).padStart(8, '0')
  return hex(a) + hex(b)
}
