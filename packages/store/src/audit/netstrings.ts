/** Texts one behind the other, each as `5:hello,`, so that no two lists are written alike. */
export function netstrings(texts: readonly string[]): Buffer {
  return Buffer.concat(texts.map((text) => Buffer.from(`${Buffer.byteLength(text)}:${text},`)));
}
