import { z } from 'zod'
import { canonicalJson, sha256 } from '../canonical.ts'
import type { Problem } from '../problem.ts'
import { Case } from './case-file.ts'
import { checkRules } from './check-rules.ts'
import { expandPrizes, expandRules } from './expand-frame.ts'
import { expandPlan } from './expand-plan.ts'
import { packFiles, type PackFile, type Written } from './files.ts'
import { problemsOf } from './issues.ts'
import type { Pack } from './pack.ts'
import { PlanFile, PlanStep } from './plan.ts'
import { pointer, readYaml } from './read-yaml.ts'
import type { YamlText } from './read-yaml.ts'

/** `locate` gives line and column (from 1) of a JSON pointer in a file, for `lint`. */
export type Locate = (file: string, path: string) => { line: number; column: number }
export type ParsedPack = { ok: true; pack: Pack; locate: Locate } | { ok: false; problems: Problem[] }

/**
 * Reads a pack from its files by name (`pack.yaml`, `roster.yaml`, …, `source.txt`, `cases/*.yaml`). All problems are reported
 * together; references and types inside the rules are checked once every file has its shape.
 */
export function parsePack(files: Record<string, string>): ParsedPack {
  const reader = new Reader(files)
  const head = reader.written('pack')
  const roster = reader.written('roster')
  const indicators = reader.written('indicators')
  const assumptions = reader.written('assumptions')
  const scoring = reader.written('scoring')
  const grades = reader.written('grades')
  const plan = reader.plan()
  const supervision = files['supervision.yaml'] === undefined ? null : reader.written('supervision')
  const source = reader.text('source.txt')
  const cases = reader.cases()
  if (reader.problems.length > 0 || !head || !roster || !indicators || !assumptions || !scoring || !grades)
    return { ok: false, problems: reader.problems }
  const expanded = { scoring: expandRules(scoring, indicators), grades: expandPrizes(grades, indicators) }
  const content = { pack: head, roster, indicators, assumptions, ...expanded, plan, ...(supervision ? { supervision } : {}), source, cases }
  const json = JSON.parse(canonicalJson(content)) as Omit<Pack, 'hash'>
  const pack: Pack = { ...json, hash: sha256(canonicalJson(json)) }
  const problems = checkRules(pack).map((problem) => ({ ...problem, ...reader.locate(problem.file, problem.path) }))
  return problems.length > 0 ? { ok: false, problems } : { ok: true, pack, locate: reader.locate }
}

class Reader {
  readonly problems: Problem[] = []
  private readonly read = new Map<string, YamlText>()
  private readonly files: Record<string, string>
  private readonly planPaths = new Map<string, (string | number)[]>()
  constructor(files: Record<string, string>) {
    this.files = files
  }

  /** Steps of the plan are found by key (`/steps/3#declaration`), because expanding instances moves them. */
  readonly locate: Locate = (file, path) => {
    const [, key] = /^\/steps\/\d+#(.+)$/u.exec(path) ?? []
    const at = key === undefined ? path : pointer(this.planPaths.get(key) ?? [])
    return this.read.get(file)?.place(at) ?? { line: 0, column: 0 }
  }

  text(file: string): string {
    const text = this.files[file]
    if (text === undefined)
      this.problems.push({ file, line: 0, column: 0, path: '', code: 'no-file', message: `规则包应有 ${file}，实际没有。请补上该文件。` })
    return text ?? ''
  }

  written<File extends PackFile>(name: File): Written<File> | null {
    const file = `${name}.yaml`
    const yaml = this.yaml(file)
    return yaml ? (this.checked(file, yaml, packFiles[name] as z.ZodType, yaml.value, []) as Written<File> | null) : null
  }

  plan(): PlanStep[] {
    const yaml = this.yaml('plan.yaml')
    const written = yaml && this.checked('plan.yaml', yaml, PlanFile, yaml.value, [])
    if (!yaml || !written) return []
    return expandPlan(written.steps).flatMap(({ step, at }) => {
      this.planPaths.set(String(step['key']), at)
      return this.checked('plan.yaml', yaml, PlanStep, step, at) ?? []
    })
  }

  cases(): Case[] {
    const names = Object.keys(this.files).filter((name) => /^cases\/[^/]+\.yaml$/u.test(name))
    return names.toSorted().flatMap((file) => {
      const yaml = this.yaml(file)
      const list = yaml && this.checked(file, yaml, z.array(z.unknown()), yaml.value, [])
      return (list ?? []).flatMap((one, index) => this.checked(file, yaml!, Case, one, [index]) ?? [])
    })
  }

  private yaml(file: string): YamlText | null {
    const text = this.text(file)
    if (this.files[file] === undefined) return null
    const yaml = readYaml(file, text)
    this.read.set(file, yaml)
    this.problems.push(...yaml.problems)
    return yaml.problems.length > 0 ? null : yaml
  }

  private checked<S extends z.ZodType>(
    file: string,
    yaml: YamlText,
    shape: S,
    value: unknown,
    base: (string | number)[],
  ): z.output<S> | null {
    const result = shape.safeParse(value)
    if (result.success) return result.data
    this.problems.push(...problemsOf(file, yaml, result.error.issues, base))
    return null
  }
}
