import { Decimal } from 'decimal.js'
import type { Pack, Trace, TraceStep } from '../scoring/index.ts'

/** The precision of scoring/decimal.ts. */
const D = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -60, toExpPos: 60 })
type Registers = Decimal[]
type Line = (registers: Registers) => Decimal

/**
 * The bare arithmetic of one result: the decimal.js operations of its trace that the total depends on, one after the other, from the
 * fact's text to the total's. No grammar, no ids, no checks, no trace: the least that any program has to do that calculates this total exactly.
 */
export function straightLine(pack: Pack, trace: Trace): () => string {
  const byId = new Map(trace.steps.map((step) => [step.id, step]))
  const place = new Map<string, number>()
  const lines: Line[] = []
  /** The register that holds a step's value; steps that only pass a value on have none of their own. */
  const registerOf = (id: string): number => {
    const known = place.get(id)
    if (known !== undefined) return known
    const step = byId.get(id)!
    const passedOn = passes(step)
    const register = passedOn === undefined ? lines.push(lineOf(pack, step, registerOf)) - 1 : registerOf(passedOn)
    place.set(id, register)
    return register
  }
  const total = registerOf(trace.result['total']!)
  const registers: Registers = Array.from({ length: lines.length })
  return () => {
    for (let index = 0; index < lines.length; index++) registers[index] = lines[index]!(registers)
    return registers[total]!.toFixed()
  }
}

function passes({ op, uses }: TraceStep): string | undefined {
  if (op === 'choice' || op === 'counted') return uses[0]?.id
  return op === 'exceptions' ? uses.at(-1)?.id : undefined
}

/** The header of a list says how many it has; the arithmetic reads its elements only. */
const isHeader = ({ scoring }: Pack, id: string): boolean =>
  id === 'input:indicators' || ['numbers', 'events'].includes(scoring.inputs[id.replace(/^input:/, '')]?.type ?? '')

function lineOf(pack: Pack, { op, uses, detail, value }: TraceStep, registerOf: (id: string) => number): Line {
  if (op === 'input') return () => new D(value)
  if (op === 'value') return constant(new D(value))
  const from = uses.filter(({ id }) => !isHeader(pack, id)).map(({ id }) => registerOf(id))
  const first = from[0] ?? -1
  const sum = (registers: Registers) => from.reduce((total, each) => total.plus(registers[each]!), new D(0))
  const mean = (registers: Registers) => sum(registers).dividedBy(from.length)
  switch (op) {
    case 'sum':
    case 'perEvent':
      return sum
    case 'mean':
      return mean
    case 'each':
      return detail['then'] === 'mean' ? mean : sum
    case 'difference':
      return (registers) => from.slice(1).reduce((rest, each) => rest.minus(registers[each]!), registers[first]!)
    case 'ratio':
      return (registers) => registers[first]!.times(String(detail['scale'])).dividedBy(registers[from[1]!]!)
    case 'atLeast':
      return (registers) => D.max(...from.map((each) => registers[each]!))
    case 'atMost':
      return (registers) => D.min(...from.map((each) => registers[each]!))
    case 'weighted':
      return weighted(from, detail['weights'] as string[])
    default:
      throw new Error(`the bench knows no bare arithmetic for \`${op}\`: add it to bench/straight-line.ts`)
  }
}

const constant =
  (number: Decimal): Line =>
  () =>
    number

function weighted(from: number[], texts: string[]): Line {
  const weights = texts.map((text) => new D(text))
  return (registers) => from.reduce((total, each, index) => total.plus(registers[each]!.times(weights[index]!)), new D(0))
}
