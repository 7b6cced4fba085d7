import type { UnitFacts } from '../facts/facts.ts'
import type { Node } from '../grammar/node.ts'
import type { Source } from '../pack/scalars.ts'
import type { Use } from '../value.ts'
import { Leaves } from './leaves.ts'
import type { Parameters } from './parameters.ts'
import { Lines } from './place.ts'
import type { Program } from './program.ts'
import type { Recording } from './recording.ts'
import { Scope } from './scope.ts'

/** One evaluation: the facts of a unit, and the steps found so far. `unitScope` ends the ids where several units share a trace. */
export class Evaluation {
  readonly leaves: Leaves
  readonly program: Program
  readonly parameters: Parameters
  readonly recording: Recording
  readonly unit: Scope
  private readonly standing: { [field: string]: Use }
  private scopes: Scope[] | null = null
  constructor(
    program: Program,
    facts: UnitFacts,
    parameters: Parameters,
    recording: Recording,
    unitScope = '',
    standing: { [field: string]: Use } = {},
  ) {
    this.parameters = parameters
    this.program = program
    this.recording = recording
    this.standing = standing
    this.unit = new Scope(this, null, unitScope === '' ? program.unitLines : new Lines(unitScope))
    this.leaves = new Leaves(this.unit, facts)
  }

  /** The value of a rule of the unit. */
  rule(name: string): Use {
    return this.unit.rule(this.program.rules.get(name)!)
  }

  /** A condition or amount of grades.yaml, for the unit of this evaluation. */
  condition(root: string, node: Node, source: Source): Use {
    return this.unit.evaluate(this.program.condition(root, node, source))
  }

  /** The scopes of the indicators, in the order of the task book. */
  indicators(): Scope[] {
    this.scopes ??= Object.entries(this.leaves.taskBook().counting).map(
      ([key, facts]) => new Scope(this, key, this.program.linesOf(key), facts),
    )
    return this.scopes
  }

  /** The standing of the unit in its class, while grades are derived. */
  standingOf(field: string): Use {
    return this.standing[field]!
  }
}
