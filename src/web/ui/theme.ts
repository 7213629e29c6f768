import type { ThemeConfig } from 'antd';

/** The one accent: kept for the one main action of a screen, the mark of the house and the seal of a decision. */
export const UNION_RED = '#c0161c';

const INK = '#1b2733';
const QUIET_INK = '#4c5866';
const LINE = '#d5dae0';
const FAULT = '#a8321f';

/** What a system has by itself, Chinese faces first so that figures match them: nothing is fetched. */
const SYSTEM_FONTS =
  '"PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Source Han Sans SC", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif';

/** How much larger everything is written for readers who ask for it (适老化). */
export const LARGE_SCALE = 1.4;

const FONT_SIZE = 15;
const CONTROL_HEIGHT = 38;
/** A finger of an unsteady hand hits this. */
const LARGE_CONTROL_HEIGHT = 50;

/** Ant Design in the house's colours. Its controls are ink, so that red stays free for what matters. */
export function themeFor(large: boolean): ThemeConfig {
  const fontSize = large ? FONT_SIZE * LARGE_SCALE : FONT_SIZE;
  const controlHeight = large ? LARGE_CONTROL_HEIGHT : CONTROL_HEIGHT;
  return {
    token: {
      colorPrimary: INK,
      colorText: INK,
      colorTextSecondary: QUIET_INK,
      colorTextDescription: QUIET_INK,
      colorTextPlaceholder: '#68737f',
      colorBorder: '#8b96a2',
      colorBorderSecondary: LINE,
      colorError: FAULT,
      colorLink: INK,
      colorLinkHover: UNION_RED,
      borderRadius: 6,
      fontFamily: SYSTEM_FONTS,
      fontSize,
      controlHeight,
      controlHeightSM: large ? LARGE_CONTROL_HEIGHT : 30,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', contentFontSize: fontSize },
      // seven cells and the edges fit a phone of 360 pixels
      DatePicker: { cellWidth: 36, cellHeight: 30 },
      Select: { optionPadding: large ? '12px' : '7px 12px' },
    },
  };
}

/** The same theme with union red for the one button that carries a screen forward. */
export const MAIN_ACTION_THEME: ThemeConfig = {
  components: { Button: { colorPrimary: UNION_RED, colorPrimaryHover: '#a41016', colorPrimaryActive: '#870c11' } },
};
