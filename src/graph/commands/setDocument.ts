/** @file Commands for what belongs to the whole document: name, description, training, objective, data. */
import { nodeName } from '../naming'
import {
  dataSchema,
  DEFAULT_TRAINING,
  idSchema,
  trainingSchema,
  type DataBinding,
  type PortRef,
  type TrainingSettings,
} from '../schema'
import { describeIssues } from '../sentences'
import { missingNode, refuse, transact, type Command } from './transact'

/** Renames the document. */
export function setName(name: string): Command {
  return (document) => {
    const clean = name.trim() || 'Untitled'
    if (clean.length > 200) return refuse('bad-name', 'The name of a graph has at most 200 characters.', 'Shorten it.')
    return transact(document, `Rename the graph to ${clean}`, (draft) => {
      draft.name = clean
    })
  }
}

/** Says what the graph shows, in a sentence or two; an empty text takes the description away. */
export function setDescription(text: string, { mergeKey }: { mergeKey?: string } = {}): Command {
  return (document) => {
    const clean = text.trim()
    if (clean.length > 2000)
      return refuse('bad-description', 'A description has at most 2,000 characters.', 'Shorten it.')
    return transact(
      document,
      clean ? 'Describe the graph' : 'Remove the description',
      (draft) => {
        if (clean) draft.description = clean
        else delete draft.description
      },
      { mergeKey },
    )
  }
}

/** Changes some of the training settings; the optimizer is replaced as a whole. */
export function setTraining(changes: Partial<TrainingSettings>, { mergeKey }: { mergeKey?: string } = {}): Command {
  return (document) => {
    const wanted = { ...(document.training ?? DEFAULT_TRAINING), ...changes }
    const training = trainingSchema.safeParse(wanted)
    if (!training.success) {
      const sentences = describeIssues(training.error.issues, wanted)
      return refuse('bad-training', sentences.join(' '), 'The old setting is kept.')
    }
    return transact(
      document,
      'Change the training settings',
      (draft) => {
        if (!draft.training) draft.training = training.data
        else
          for (const field of Object.keys(changes))
            Object.assign(draft.training, { [field]: training.data[field as keyof TrainingSettings] })
      },
      { mergeKey },
    )
  }
}

/** Chooses the scalar to differentiate; `undefined` goes back to "the only loss node". */
export function setObjective(objective: PortRef | undefined): Command {
  return (document) => {
    if (!objective)
      return transact(document, 'Clear the objective', (draft) => {
        delete draft.objective
      })
    const missing = missingNode(document, objective.node)
    if (missing) return missing
    if (!idSchema.safeParse(objective.port).success)
      return refuse('bad-port', `"${objective.port.slice(0, 64)}" cannot be the name of a port.`)
    return transact(document, `Make ${nodeName(document, objective.node)} the objective`, (draft) => {
      draft.objective = { node: objective.node, port: objective.port }
    })
  }
}

/** Feeds input nodes from a data set; `undefined` takes the binding away. */
export function setData(binding: DataBinding | undefined, { mergeKey }: { mergeKey?: string } = {}): Command {
  return (document) => {
    if (!binding)
      return transact(
        document,
        'Unbind the data set',
        (draft) => {
          delete draft.data
        },
        { mergeKey },
      )
    const data = dataSchema.safeParse(binding)
    if (!data.success) return refuse('bad-data', describeIssues(data.error.issues, binding).join(' '))
    for (const id of Object.keys(data.data.inputs)) {
      const missing = missingNode(document, id)
      if (missing) return missing
    }
    return transact(
      document,
      `Bind the data set ${data.data.dataset}`,
      (draft) => {
        draft.data = data.data
      },
      { mergeKey },
    )
  }
}
