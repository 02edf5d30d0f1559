/**
 * @file Makes one tree of the page like another, touching only what differs. A formula whose numbers change keeps its hundred
 * elements: the browser styles, lays out and paints three texts instead of all of them.
 */

/** @param old stands in the page. @param fresh a tree of its own, of which parts may be moved into `old`. */
export function patchTree(old: Node, fresh: Node): void {
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) {
    old.parentNode?.replaceChild(fresh, old)
    return
  }
  if (!(old instanceof Element) || !(fresh instanceof Element)) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue
    return
  }
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name)
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value)
  if (old.childNodes.length !== fresh.childNodes.length) old.replaceChildren(...fresh.childNodes)
  else {
    const children = [...fresh.childNodes]
    for (const [i, child] of [...old.childNodes].entries()) patchTree(child, children[i]!)
  }
}
