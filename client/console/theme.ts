import type { ThemeConfig } from 'antd'

/** The colours of the console: ink on paper, one blue, and amber for what wants attention. Text on them has a contrast of 4.5 or more. */
export const colours = {
  ink: '#1d2530',
  muted: '#5a6675',
  line: '#dfe4ea',
  paper: '#ffffff',
  ground: '#f4f6f8',
  blue: '#1f4f7a',
  settled: '#5f93a8',
  troubled: '#c98a2b',
  open: '#2f6fb0',
  planned: '#c6ced8',
  now: '#b3392f',
}

export const fonts = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif'

/** antd in these colours, with one type scale: 12, 14, 16, 20, 32. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: colours.blue,
    colorLink: colours.blue,
    colorText: colours.ink,
    colorTextSecondary: colours.muted,
    colorBorderSecondary: colours.line,
    colorBgLayout: colours.ground,
    fontFamily: fonts,
    fontSize: 14,
    borderRadius: 6,
    motion: false,
  },
  components: {
    Table: { headerBg: colours.ground, headerColor: colours.muted, cellPaddingBlockSM: 8, cellPaddingInlineSM: 10 },
    Tabs: { horizontalMargin: '0 0 16px 0' },
  },
}
