import { maxLength, useResourceContext, useWrappedSource } from 'ra-core'
import { TextInput as PlainTextInput, type TextInputProps } from 'react-admin'
import { useWatch } from 'react-hook-form'
import { textLimit, useLengthNote } from './useLengthNote.ts'

interface LimitedTextInputProps extends TextInputProps {
  /** Whose column it is, where not the form's. */
  readonly table?: string
}

/** A text of a record: it says while one types how long it may be, and longer ones are not sent. */
export function TextInput({ table, validate = [], ...props }: LimitedTextInputProps) {
  const resource = useResourceContext()
  const of = table ?? resource
  const text = useWatch({ name: useWrappedSource(props.source) })
  const { helperText = false } = useLengthNote(of, props.source)(text)
  const limit = textLimit(of, props.source)
  const given = Array.isArray(validate) ? validate : [validate]
  return (
    <PlainTextInput
      helperText={helperText}
      {...props}
      validate={limit === null ? given : [...given, maxLength(limit)]}
    />
  )
}
