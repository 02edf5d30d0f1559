/**
 * A shape rule's refusal. In `message` and `hint`, `{node}` becomes the node's name and `{from:x}` the
 * name of the node wired to port x; shapes are already written out by the rule.
 */
export class ShapeProblem extends Error {
  constructor(
    readonly port: string | null,
    message: string,
    readonly hint: string,
    readonly code: string = 'shape',
  ) {
    super(message)
    this.name = 'ShapeProblem'
  }
}
