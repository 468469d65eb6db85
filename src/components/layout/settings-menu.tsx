import { Settings } from 'lucide-react'
import { IconButton } from '../ui/icon-button'
import { Menu } from '../ui/menu'
import { MenuChoice } from '../ui/menu-choice'
import { MenuItem } from '../ui/menu-item'
import { MenuLabel } from '../ui/menu-label'
import { MenuSeparator } from '../ui/menu-separator'
import { paths } from '../../config/paths'
import { changePreferences, usePreferences } from './preferences'

export interface SettingsMenuProps {
  readonly onShowShortcuts: () => void
}

/** Theme, time zone, density, and what helps. */
export function SettingsMenu({ onShowShortcuts }: SettingsMenuProps) {
  const { theme, timeZone, density, letterKeys } = usePreferences()
  return (
    <Menu label="Settings" side="top" align="start" trigger={<IconButton label="Settings" icon={Settings} />}>
      <MenuLabel>Theme</MenuLabel>
      <MenuChoice checked={theme === 'system'} onSelect={() => changePreferences({ theme: 'system' })}>
        As the system
      </MenuChoice>
      <MenuChoice checked={theme === 'light'} onSelect={() => changePreferences({ theme: 'light' })}>
        Light
      </MenuChoice>
      <MenuChoice checked={theme === 'dark'} onSelect={() => changePreferences({ theme: 'dark' })}>
        Dark
      </MenuChoice>
      <MenuSeparator />
      <MenuLabel>Times</MenuLabel>
      <MenuChoice checked={timeZone === 'local'} onSelect={() => changePreferences({ timeZone: 'local' })}>
        In this computer’s zone
      </MenuChoice>
      <MenuChoice checked={timeZone === 'utc'} onSelect={() => changePreferences({ timeZone: 'utc' })}>
        In UTC
      </MenuChoice>
      <MenuSeparator />
      <MenuChoice
        kind="many"
        checked={density === 'comfortable'}
        onSelect={() => changePreferences({ density: density === 'comfortable' ? 'compact' : 'comfortable' })}
      >
        More room
      </MenuChoice>
      <MenuChoice kind="many" checked={letterKeys} onSelect={() => changePreferences({ letterKeys: !letterKeys })}>
        Single-letter shortcuts
      </MenuChoice>
      <MenuSeparator />
      <MenuItem shortcut="?" onSelect={onShowShortcuts}>
        Keyboard shortcuts
      </MenuItem>
      <MenuItem href={paths.connection()}>Connection</MenuItem>
    </Menu>
  )
}
