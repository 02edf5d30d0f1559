/** @file The settings of a data set as form fields. */
import { NativeSelect, Switch } from '@mantine/core'
import type { Setting, Settings, SettingValue } from '../../data'
import { NumberField } from '../fields'

export interface SettingsFieldsProps {
  readonly settings: Readonly<Record<string, Setting>>
  readonly values: Settings
  readonly onChange: (name: string, value: SettingValue) => void
}

export function SettingsFields({ settings, values, onChange }: SettingsFieldsProps) {
  return (
    <div className="gw-data-settings">
      {Object.entries(settings).map(([name, setting]) => {
        const { title, doc, fallback, min, max, integer = false, options } = setting
        const value = values[name] ?? fallback
        const common = { label: title, title: doc, 'aria-description': doc, size: 'xs' as const }
        if (options)
          return (
            <NativeSelect
              key={name}
              {...common}
              value={String(value)}
              data={Object.entries(options).map(([option, label]) => ({ value: option, label }))}
              onChange={(event) => onChange(name, event.currentTarget.value)}
            />
          )
        if (typeof fallback === 'boolean')
          return (
            <Switch
              key={name}
              {...common}
              checked={value === true}
              onChange={(event) => onChange(name, event.currentTarget.checked)}
            />
          )
        return (
          <NumberField
            key={name}
            {...common}
            value={Number(value)}
            integer={integer}
            min={min}
            max={max}
            onCommit={(x) => onChange(name, x!)}
          />
        )
      })}
    </div>
  )
}
