import type { FileReference } from '@valence/schema'
import { useInput, useTranslate } from 'ra-core'
import { InitialsAvatar } from './InitialsAvatar.tsx'
import { PictureField } from './PictureField.tsx'
import { readPicture } from './read-picture.ts'

interface PictureInputProps {
  readonly source: string
  /** Catalog key. */
  readonly label: string
  /** Whose picture it is; its initials stand where there is none. */
  readonly name: string
  readonly shape: 'person' | 'organization'
}

/** Taken away for good: what is null, a trigger of older installations fills at each save with a picture that it finds. */
const NO_PICTURE: FileReference = { src: '' }

/** The picture of a record, which is drawn small, whatever the file, and written with the form. */
export function PictureInput({ source, label, name, shape }: PictureInputProps) {
  const translate = useTranslate()
  const { field } = useInput<FileReference | null>({ source })
  return (
    <div className="wide">
      <PictureField
        label={translate(label)}
        preview={<InitialsAvatar name={name} src={field.value?.src} size={52} shape={shape} />}
        hasPicture={Boolean(field.value?.src)}
        publish={readPicture}
        mostBytes={Number.POSITIVE_INFINITY}
        failure="crm.picture.unreadable"
        onChange={(picture) => field.onChange(picture ?? NO_PICTURE)}
      />
    </div>
  )
}
