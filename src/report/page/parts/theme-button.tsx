import { useState } from 'preact/hooks';

const STORAGE = 'topikl theme';
const THEMES = ['light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

function kept(): Theme | undefined {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(STORAGE));
  } catch {
    return undefined;
  }
}

/** Light or dark as chosen before, else as the system has it. */
export function applyTheme(): void {
  const theme = kept();
  if (theme !== undefined) document.documentElement.dataset.theme = theme;
}

export function ThemeButton() {
  const isDark = () => (document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const [dark, setDark] = useState(isDark);
  const change = () => {
    const theme: Theme = isDark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    setDark(theme === 'dark');
    try {
      localStorage.setItem(STORAGE, theme);
    } catch {
      // it holds as long as the page is open
    }
  };
  return (
    <button type="button" class="quiet theme" onClick={change}>
      {dark ? 'Light' : 'Dark'}
    </button>
  );
}
