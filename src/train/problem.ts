/** @file What a person is told when training cannot start or go on. */

/** `message` says what is wrong and where, `hint` what to do next. */
export class TrainingProblem extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly hint: string,
    readonly node?: string,
    readonly port?: string,
    readonly edge?: string,
  ) {
    super(message)
    this.name = 'TrainingProblem'
  }
}
