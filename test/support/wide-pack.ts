import type { Pack } from '../../scoring/index.ts'
import { readPack } from './packs.ts'

/** A pack of so many units whose year is one declaration: what is not declared by 2017-04-07 lapses. */
export function wideDeclaration(units: number): Pack {
  const source = '{ assumption: made-up-units }'
  const roster = Array.from(
    { length: units },
    (_, place) => `  - { key: 单位${place + 1}, name: 单位${place + 1}, class: departments-1, source: ${source} }`,
  )
  return readPack('dashiqiao-2017', (files) => {
    const whole = files['roster.yaml'] ?? ''
    const [head = '', rest = ''] = [whole.slice(0, whole.indexOf('\nunits:')), whole.slice(whole.indexOf('\nbodies:'))]
    files['roster.yaml'] =
      `${head}\nunits:\n${roster.join('\n')}${rest.replaceAll(/, unit: [^,]+,/g, ',').replaceAll(/\n {4}unit: .+/g, '')}`
    files['indicators.yaml'] = 'units: {}\n'
    files['plan.yaml'] = [
      'steps:',
      '  - key: declaration',
      '    kind: declaration',
      '    name: 指标申报',
      '    actor: units',
      '    opens: 2017-03-27',
      '    due: 2017-04-07',
      '    late: lapse',
      `    source: ${source}`,
    ].join('\n')
  })
}
