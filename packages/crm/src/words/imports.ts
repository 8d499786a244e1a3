import type { Words } from './words.ts'

/** The import. */
export const imports = {
  import: {
    title: { en: 'Import', fr: 'Importer' },
    from_file: { en: 'Import a file', fr: 'Importer un fichier' },
    subtitle: {
      en: 'Contacts, organizations, opportunities and their links from one file. Nothing is written before you have seen what would happen.',
      fr: 'Contacts, organisations, opportunités et leurs liens dans un seul fichier. Rien n’est écrit avant que vous ayez vu ce qui se passerait.',
    },
    choose: { en: 'Choose a file', fr: 'Choisir un fichier' },
    drop: {
      en: 'or drop it here: CSV in any encoding, Excel, OpenDocument, vCard, or the JSON of Atomic CRM. Files of HubSpot, Salesforce, Pipedrive, Zoho, Dynamics, Google, Outlook, LinkedIn, Twenty and EspoCRM are known.',
      fr: 'ou déposez-le ici : CSV en tout encodage, Excel, OpenDocument, vCard ou le JSON d’Atomic CRM. Les fichiers de HubSpot, Salesforce, Pipedrive, Zoho, Dynamics, Google, Outlook, LinkedIn, Twenty et EspoCRM sont connus.',
    },
    reading: { en: 'Reading the file …', fr: 'Lecture du fichier…' },
    another: { en: 'Another file', fr: 'Autre fichier' },
    columns: { en: 'What the columns are', fr: 'Ce que sont les colonnes' },
    columns_hint: {
      en: 'Found by their names. Columns that are nothing are left out. Empty cells change nothing.',
      fr: 'Trouvé d’après leurs noms. Les colonnes qui ne sont rien sont ignorées. Les cellules vides ne changent rien.',
    },
    remembered: {
      en: 'As you chose it the last time for a file with these columns.',
      fr: 'Comme vous l’aviez choisi la dernière fois pour un fichier avec ces colonnes.',
    },
    left_out: {
      en: 'Not imported from this file: %{smart_count} entry of «%{name}», whose contact is not in it. |||| Not imported from this file: %{smart_count} entries of «%{name}», whose contacts are not in it.',
      fr: 'Non importé de ce fichier : %{smart_count} entrée de « %{name} », dont le contact n’y est pas. |||| Non importé de ce fichier : %{smart_count} entrées de « %{name} », dont les contacts n’y sont pas.',
    },
    column: { en: 'Column', fr: 'Colonne' },
    samples: { en: 'For example', fr: 'Par exemple' },
    meaning: { en: 'Is', fr: 'Est' },
    column_is: { en: 'What «%{name}» is', fr: 'Ce qu’est « %{name} »' },
    nothing: { en: 'Leave out', fr: 'Ignorer' },
    reading_title: { en: 'How the file is read', fr: 'Comment le fichier est lu' },
    written_by: { en: 'as %{name} writes it', fr: 'tel que l’écrit %{name}' },
    account: { en: '%{whole}: %{parts}', fr: '%{whole} : %{parts}' },
    lines: {
      en: '%{count} line |||| %{count} lines',
      fr: '%{count} ligne du fichier |||| %{count} lignes du fichier',
    },
    left_out_lines: {
      before: {
        en: '%{count} above the names of the columns',
        fr: '%{count} au-dessus des noms des colonnes',
      },
      header: {
        en: '%{count} with the names of the columns',
        fr: '%{count} avec les noms des colonnes',
      },
      empty: { en: '%{count} empty', fr: '%{count} sans contenu' },
      footer: { en: '%{count} below the table', fr: '%{count} sous le tableau' },
      within_cells: {
        en: '%{count} within cells that go over several lines',
        fr: '%{count} à l’intérieur de cellules sur plusieurs lignes',
      },
    },
    sample: { en: 'For example: %{words}', fr: 'Par exemple : %{words}' },
    sheet: { en: 'Sheet', fr: 'Feuille' },
    hidden_sheet: { en: '%{name} (hidden)', fr: '%{name} (masquée)' },
    header_line: { en: 'Names of the columns in line', fr: 'Noms des colonnes à la ligne' },
    footer: {
      en: 'Line %{line} and those after it look like no row of the table. |||| Line %{line} and those after it look like no rows of the table.',
      fr: 'La ligne %{line} et celles qui suivent ne semblent pas faire partie du tableau. |||| La ligne %{line} et celles qui suivent ne semblent pas faire partie du tableau.',
    },
    leave_footer_out: { en: 'Leave them out', fr: 'Les ignorer' },
    leave_empty: {
      en: 'Leave cells empty that cannot be read, and import their rows',
      fr: 'Laisser vides les cellules illisibles, et importer leurs lignes',
    },
    day_order: { en: 'Day and month', fr: 'Jour et mois' },
    day_orders: {
      usual: { en: 'As you write them', fr: 'Comme vous les écrivez' },
      found_day_first: {
        en: 'Day first, as the file shows',
        fr: 'Le jour d’abord, comme le fichier le montre',
      },
      found_month_first: {
        en: 'Month first, as the file shows',
        fr: 'Le mois d’abord, comme le fichier le montre',
      },
      day_first: { en: 'Day first: %{text}', fr: 'Le jour d’abord : %{text}' },
      month_first: { en: 'Month first: %{text}', fr: 'Le mois d’abord : %{text}' },
    },
    day_orders_both: {
      en: 'The file has days of both kinds: look at the rows with errors.',
      fr: 'Le fichier a des jours des deux sortes : voyez les lignes avec erreurs.',
    },
    number_question: {
      en: '%{field}: is the sign in «%{text}» that of thousands, or of a fraction?',
      fr: '%{field} : le signe dans « %{text} » est-il celui des milliers, ou d’une fraction ?',
    },
    number_thousands: { en: 'Thousands: %{number}', fr: 'Des milliers : %{number}' },
    number_decimal: { en: 'A fraction: %{number}', fr: 'Une fraction : %{number}' },
    no_decimal: {
      en: 'Say how the amounts are written.',
      fr: 'Dites comment les montants sont écrits.',
    },
    file_notice: {
      mended_quote: {
        en: 'A quote was open or stood alone in line %{lines}; the rest of the line told what was meant. |||| Quotes were open or stood alone in lines %{lines}; the rest of each line told what was meant.',
        fr: 'Un guillemet était ouvert ou seul à la ligne %{lines} ; le reste de la ligne a dit ce qui était voulu. |||| Des guillemets étaient ouverts ou seuls aux lignes %{lines} ; le reste de chaque ligne a dit ce qui était voulu.',
      },
      hidden_rows: {
        en: 'Line %{lines} is hidden in the sheet; it was read. |||| Lines %{lines} are hidden in the sheet; they were read.',
        fr: 'La ligne %{lines} est masquée dans la feuille ; elle a été lue. |||| Les lignes %{lines} sont masquées dans la feuille ; elles ont été lues.',
      },
      hidden_columns: {
        en: 'Hidden columns were read: %{name}.',
        fr: 'Des colonnes masquées ont été lues : %{name}.',
      },
      merged_cells: {
        en: 'Merged cells count for each of their rows: line %{lines}. |||| Merged cells count for each of their rows: lines %{lines}.',
        fr: 'Les cellules fusionnées valent pour chacune de leurs lignes : ligne %{lines}. |||| Les cellules fusionnées valent pour chacune de leurs lignes : lignes %{lines}.',
      },
      formula_without_value: {
        en: 'A formula in line %{lines} has no value stored; its cell counts as empty. Open the file in Excel and save it. |||| Formulas in lines %{lines} have no value stored; their cells count as empty. Open the file in Excel and save it.',
        fr: 'Une formule à la ligne %{lines} n’a pas de valeur enregistrée ; sa cellule compte comme vide. Ouvrez le fichier dans Excel et enregistrez-le. |||| Des formules aux lignes %{lines} n’ont pas de valeur enregistrée ; leurs cellules comptent comme vides. Ouvrez le fichier dans Excel et enregistrez-le.',
      },
      error_cell: {
        en: 'A cell in line %{lines} shows an error such as #N/A; it counts as empty. |||| Cells in lines %{lines} show errors such as #N/A; they count as empty.',
        fr: 'Une cellule à la ligne %{lines} montre une erreur comme #N/A ; elle compte comme vide. |||| Des cellules aux lignes %{lines} montrent des erreurs comme #N/A ; elles comptent comme vides.',
      },
      control_characters: {
        en: 'Invisible signs were taken out of line %{lines}. |||| Invisible signs were taken out of lines %{lines}.',
        fr: 'Des signes invisibles ont été retirés de la ligne %{lines}. |||| Des signes invisibles ont été retirés des lignes %{lines}.',
      },
      mixed_encoding: {
        en: 'Line %{lines} is not UTF-8 as the others are; its letters were taken for those of Windows. |||| Lines %{lines} are not UTF-8 as the others are; their letters were taken for those of Windows.',
        fr: 'La ligne %{lines} n’est pas en UTF-8 comme les autres ; ses lettres ont été prises pour celles de Windows. |||| Les lignes %{lines} ne sont pas en UTF-8 comme les autres ; leurs lettres ont été prises pour celles de Windows.',
      },
      unreadable_card: {
        en: 'The card in line %{lines} cannot be read. |||| The cards in lines %{lines} cannot be read.',
        fr: 'La carte à la ligne %{lines} ne peut pas être lue. |||| Les cartes aux lignes %{lines} ne peuvent pas être lues.',
      },
    },
    notices: { en: 'What was done to cells', fr: 'Ce qui a été fait aux cellules' },
    notice: {
      rounded: {
        en: '%{field}: rounded in %{smart_count} row |||| %{field}: rounded in %{smart_count} rows',
        fr: '%{field} : arrondi dans %{smart_count} ligne |||| %{field} : arrondi dans %{smart_count} lignes',
      },
      beside_address: {
        en: '%{field}: the address was taken, the rest left out in %{smart_count} row |||| %{field}: the addresses were taken, the rest left out in %{smart_count} rows',
        fr: '%{field} : l’adresse a été prise, le reste ignoré dans %{smart_count} ligne |||| %{field} : les adresses ont été prises, le reste ignoré dans %{smart_count} lignes',
      },
      exchange_address: {
        en: '%{field}: an address within Exchange was left out in %{smart_count} row |||| %{field}: addresses within Exchange were left out in %{smart_count} rows',
        fr: '%{field} : une adresse interne à Exchange a été ignorée dans %{smart_count} ligne |||| %{field} : des adresses internes à Exchange ont été ignorées dans %{smart_count} lignes',
      },
      no_value: {
        en: '%{field}: counts as empty in %{smart_count} row |||| %{field}: counts as empty in %{smart_count} rows',
        fr: '%{field} : compte comme vide dans %{smart_count} ligne |||| %{field} : compte comme vide dans %{smart_count} lignes',
      },
      further_ids: {
        en: '%{field}: the first ID was taken, the others left out in %{smart_count} row |||| %{field}: the first ID was taken, the others left out in %{smart_count} rows',
        fr: '%{field} : le premier identifiant a été pris, les autres ignorés dans %{smart_count} ligne |||| %{field} : le premier identifiant a été pris, les autres ignorés dans %{smart_count} lignes',
      },
      beyond_list: {
        en: '%{field}: a value that the settings do not list in %{smart_count} row |||| %{field}: values that the settings do not list in %{smart_count} rows',
        fr: '%{field} : une valeur que les réglages ne connaissent pas dans %{smart_count} ligne |||| %{field} : des valeurs que les réglages ne connaissent pas dans %{smart_count} lignes',
      },
      left_empty: {
        en: '%{field}: could not be read and was left empty in %{smart_count} row |||| %{field}: could not be read and was left empty in %{smart_count} rows',
        fr: '%{field} : illisible, laissé vide dans %{smart_count} ligne |||| %{field} : illisible, laissé vide dans %{smart_count} lignes',
      },
    },
    notice_example: { en: 'row %{line}: %{value}', fr: 'ligne %{line} : %{value}' },
    values: { en: 'What the values are', fr: 'Ce que sont les valeurs' },
    values_hint: {
      en: 'These are none of ours. What is suggested can be another, and is remembered for the next file with these columns.',
      fr: 'Aucune n’est des nôtres. Ce qui est proposé peut être changé, et sert pour le prochain fichier avec ces colonnes.',
    },
    value_is: { en: 'What the value «%{name}» is', fr: 'Ce qu’est la valeur « %{name} »' },
    value_unsaid: { en: 'Choose …', fr: 'Choisir…' },
    value_new: { en: 'Keep it as it is', fr: 'La garder telle quelle' },
    value_empty: { en: 'Leave it empty', fr: 'La laisser vide' },
    as_stage: { en: 'Stage: %{name}', fr: 'Étape : %{name}' },
    file_rows: { en: '%{count} row |||| %{count} rows', fr: '%{count} ligne |||| %{count} lignes' },
    encoding: { en: 'Encoding', fr: 'Encodage' },
    separator: { en: 'Separator', fr: 'Séparateur' },
    separators: {
      comma: { en: 'Comma', fr: 'Virgule' },
      semicolon: { en: 'Semicolon', fr: 'Point-virgule' },
      tab: { en: 'Tab', fr: 'Tabulation' },
      bar: { en: 'Vertical bar', fr: 'Barre verticale' },
    },
    matching: {
      title: { en: 'What tells a record again', fr: 'À quoi un enregistrement se reconnaît' },
      hint: {
        en: 'First its ID. Where nobody has the ID yet, what is ticked here finds the record, which then keeps the ID; who is not found is new.',
        fr: 'D’abord à son identifiant. Si personne ne l’a encore, ce qui est coché ici trouve l’enregistrement, qui garde alors l’identifiant ; ce qui n’est pas trouvé est nouveau.',
      },
      source: { en: 'Name of the other system', fr: 'Nom de l’autre système' },
      source_hint: {
        en: 'Its IDs are kept under this name: give the same one with its next file.',
        fr: 'Ses identifiants sont gardés sous ce nom : donnez le même avec son prochain fichier.',
      },
      no_source: {
        en: 'Name the system that the external IDs are from.',
        fr: 'Nommez le système dont viennent les identifiants externes.',
      },
      by: {
        contact_email: { en: 'E-mail address', fr: 'Adresse e-mail' },
        contact_name: { en: 'Name, within the organization', fr: 'Nom, dans l’organisation' },
        organization_name: { en: 'Name', fr: 'Nom' },
        opportunity_name: { en: 'Name, within the organization', fr: 'Nom, dans l’organisation' },
      },
    },
    preview: { en: 'First rows', fr: 'Premières lignes' },
    preview_hint: {
      en: 'What was read, and below it in grey what stands in the file where that differs.',
      fr: 'Ce qui a été lu, et dessous en gris ce qui est dans le fichier quand cela diffère.',
    },
    check: { en: 'Check', fr: 'Vérifier' },
    checking: { en: 'Checking: %{done} of %{total}', fr: 'Vérification : %{done} sur %{total}' },
    checked: { en: 'What would happen', fr: 'Ce qui se passerait' },
    back: { en: 'Back to the columns', fr: 'Retour aux colonnes' },
    run: {
      en: 'Import %{smart_count} row |||| Import %{smart_count} rows',
      fr: 'Importer %{smart_count} ligne |||| Importer %{smart_count} lignes',
    },
    running: { en: 'Importing: %{done} of %{total}', fr: 'Import : %{done} sur %{total}' },
    running_hint: {
      en: 'You can go on working on other pages; keep this window open.',
      fr: 'Vous pouvez travailler sur d’autres pages ; gardez cette fenêtre ouverte.',
    },
    stop: { en: 'Stop', fr: 'Arrêter' },
    stopped: {
      en: 'Stopped. Load the same file again to go on: what is there already stays as it is.',
      fr: 'Arrêté. Chargez le même fichier pour continuer : ce qui existe déjà reste tel quel.',
    },
    stopped_at: {
      en: 'Stopped after %{done} of %{total} rows.',
      fr: 'Arrêté après %{done} lignes sur %{total}.',
    },
    go_on: {
      en: 'Load the same file again to go on: what is there already stays as it is.',
      fr: 'Chargez le même fichier pour continuer : ce qui existe déjà reste tel quel.',
    },
    result: { en: 'What happened', fr: 'Ce qui s’est passé' },
    finished: {
      en: '%{smart_count} row imported |||| %{smart_count} rows imported',
      fr: '%{smart_count} ligne importée |||| %{smart_count} lignes importées',
    },
    no_columns: {
      en: 'Say for at least one column what it is.',
      fr: 'Indiquez pour au moins une colonne ce qu’elle est.',
    },
    kind: { en: 'Kind', fr: 'Genre' },
    created: { en: 'New', fr: 'Nouveaux' },
    updated: { en: 'Changed', fr: 'Modifiés' },
    unchanged: { en: 'The same', fr: 'Identiques' },
    failed: { en: 'With errors', fr: 'Avec erreurs' },
    rows: { en: 'Rows', fr: 'Lignes' },
    errors: { en: 'Rows with errors', fr: 'Lignes avec erreurs' },
    errors_hint: {
      en: 'They are left out, the others are not held up. Put them right here, or download them, put them right and load that file.',
      fr: 'Elles sont laissées de côté et ne retiennent pas les autres. Corrigez-les ici, ou téléchargez-les, corrigez-les et chargez ce fichier.',
    },
    correct: { en: 'Put right', fr: 'Corriger' },
    correct_row: { en: 'Put right: row %{line}', fr: 'Corriger la ligne %{line}' },
    correct_done: { en: 'Keep', fr: 'Garder' },
    corrected: { en: 'Put right, not sent yet', fr: 'Corrigée, pas encore envoyée' },
    check_corrected: {
      en: 'Check %{smart_count} corrected row |||| Check %{smart_count} corrected rows',
      fr: 'Vérifier %{smart_count} ligne corrigée |||| Vérifier %{smart_count} lignes corrigées',
    },
    import_corrected: {
      en: 'Import %{smart_count} corrected row |||| Import %{smart_count} corrected rows',
      fr: 'Importer %{smart_count} ligne corrigée |||| Importer %{smart_count} lignes corrigées',
    },
    first_errors: {
      en: 'The first %{shown} of %{smart_count}.',
      fr: 'Les %{shown} premières sur %{smart_count}.',
    },
    download_errors: { en: 'Download these rows', fr: 'Télécharger ces lignes' },
    error_file: { en: 'rows-with-errors', fr: 'lignes-avec-erreurs' },
    line: { en: 'Row %{line}', fr: 'Ligne %{line}' },
    undo: { en: 'Take back', fr: 'Défaire' },
    undo_hint: {
      en: 'Taking back moves organizations and opportunities that an import made to the trash, deletes the contacts, notes and tasks that it made, and puts back what it changed. What was changed or used since stays.',
      fr: 'Défaire met à la corbeille les organisations et les opportunités qu’un import a créées, supprime les contacts, les notes et les tâches qu’il a créés, et rétablit ce qu’il a modifié. Ce qui a été modifié ou utilisé depuis reste.',
    },
    undo_named: { en: 'Take back the import of %{name}', fr: 'Défaire l’import : %{name}' },
    undoing: { en: 'Taking back: %{smart_count} left', fr: 'Annulation : encore %{smart_count}' },
    undone: { en: 'Taken back', fr: 'Défait' },
    kept: {
      en: '%{smart_count} change was kept |||| %{smart_count} changes were kept',
      fr: '%{smart_count} changement a été gardé |||| %{smart_count} changements ont été gardés',
    },
    kept_title: {
      en: 'Kept, because it was changed or used since',
      fr: 'Gardé, parce que modifié ou utilisé depuis',
    },
    show_kept: { en: 'What was kept?', fr: 'Qu’est-ce qui a été gardé ?' },
    none_kept: { en: 'Nothing: all of it was taken back.', fr: 'Rien : tout a été défait.' },
    kept_why: {
      changed: { en: 'changed since', fr: 'modifié depuis' },
      used: {
        en: 'something else refers to it now',
        fr: 'autre chose y fait référence maintenant',
      },
      forbidden: { en: 'not yours to change', fr: 'vous ne pouvez pas le modifier' },
    },
    former: { en: 'Your imports', fr: 'Vos imports' },
    former_counts: {
      en: '%{created} new, %{updated} changed, %{unchanged} the same, %{failed} not imported',
      fr: '%{created} nouvelles, %{updated} modifiées, %{unchanged} identiques, %{failed} non importées',
    },
    link: { en: 'Link', fr: 'Lien' },
    of_section: { en: '%{section}: %{name}', fr: '%{section} : %{name}' },
    field: {
      full_name: { en: 'Full name', fr: 'Nom complet' },
      email_work: { en: 'E-mail (work)', fr: 'E-mail (travail)' },
      email_home: { en: 'E-mail (home)', fr: 'E-mail (domicile)' },
      email_other: { en: 'E-mail (other)', fr: 'E-mail (autre)' },
      phone_work: { en: 'Phone (work)', fr: 'Téléphone (travail)' },
      phone_home: { en: 'Phone (home)', fr: 'Téléphone (domicile)' },
      phone_other: { en: 'Phone (other)', fr: 'Téléphone (autre)' },
      contact_id: { en: 'Contact ID', fr: 'ID du contact' },
      external_id: { en: 'External ID', fr: 'Identifiant externe' },
      organization_id: { en: 'Organization ID', fr: 'ID de l’organisation' },
      opportunity_id: { en: 'Opportunity ID', fr: 'ID de l’opportunité' },
      opportunity_role: { en: 'Role in the opportunity', fr: 'Rôle dans l’opportunité' },
      note_text: { en: 'Text of the note', fr: 'Texte de la note' },
      note_date: { en: 'Day of the note', fr: 'Jour de la note' },
      note_status: { en: 'Status in the note', fr: 'Statut dans la note' },
      note_sales: { en: 'Author of the note', fr: 'Auteur de la note' },
      note_attachments: { en: 'Addresses of attachments', fr: 'Adresses des pièces jointes' },
      note_lines: { en: 'A line of the note', fr: 'Une ligne de la note' },
      contact_keys: {
        en: 'External IDs of its contacts',
        fr: 'Identifiants externes de ses contacts',
      },
      task_text: { en: 'Text of the task', fr: 'Texte de la tâche' },
      task_type: { en: 'Type of the task', fr: 'Type de la tâche' },
      task_due_date: { en: 'Task due on', fr: 'Échéance de la tâche' },
      task_done_date: { en: 'Task done on', fr: 'Tâche faite le' },
      task_sales: { en: 'Owner of the task', fr: 'Responsable de la tâche' },
    },
    time_left: {
      en: 'About %{smart_count} minute left |||| About %{smart_count} minutes left',
      fr: 'Encore environ %{smart_count} minute |||| Encore environ %{smart_count} minutes',
    },
    broken_off: {
      title: { en: 'An import was broken off', fr: 'Un import a été interrompu' },
      text: {
        en: '«%{name}»: %{done} of %{total} rows are done.',
        fr: '« %{name} » : %{done} lignes sur %{total} sont faites.',
      },
      go_on: { en: 'Go on', fr: 'Continuer' },
      leave: { en: 'Leave it as it is', fr: 'En rester là' },
    },
    changes: {
      checked: {
        en: 'What would be overwritten, and what is much like something else',
        fr: 'Ce qui serait écrasé, et ce qui ressemble à autre chose',
      },
      done: {
        en: 'What was overwritten, and what is much like something else',
        fr: 'Ce qui a été écrasé, et ce qui ressemble à autre chose',
      },
      near: { en: 'new, though much like %{name}', fr: 'nouveau, bien que semblable à %{name}' },
      waits: {
        en: 'new, called by its ID until its own file is imported',
        fr: 'nouveau, appelé par son identifiant jusqu’à l’import de son propre fichier',
      },
    },
    error: {
      several_people: {
        en: 'Several people have the address «%{value}»: %{other}. Give the row a name.',
        fr: 'Plusieurs personnes ont l’adresse « %{value} » : %{other}. Donnez un nom à la ligne.',
      },
      too_long: {
        en: 'A text is too long for its field.',
        fr: 'Un texte est trop long pour son champ.',
      },
      two_numbers: {
        en: '«%{value}» is read in two ways. Say how the amounts are written.',
        fr: '« %{value} » se lit de deux façons. Dites comment les montants sont écrits.',
      },
      open_quote: {
        en: 'A quote is opened and not closed as it should be: %{value}',
        fr: 'Un guillemet est ouvert et mal fermé : %{value}',
      },
      too_many_cells: {
        en: 'It has more cells than there are columns. Put those in quotes that hold the separator.',
        fr: 'Elle a plus de cellules qu’il n’y a de colonnes. Mettez entre guillemets celles qui contiennent le séparateur.',
      },
      boolean: { en: '«%{value}» is neither yes nor no.', fr: '« %{value} » n’est ni oui ni non.' },
      choice: {
        en: '«%{value}» is not one of its values.',
        fr: '« %{value} » n’est pas une de ses valeurs.',
      },
      day: {
        en: '«%{value}» is not a day. Write it as 2026-12-31.',
        fr: '« %{value} » n’est pas un jour. Écrivez-le comme 2026-12-31.',
      },
      email: {
        en: '«%{value}» is not an e-mail address.',
        fr: '« %{value} » n’est pas une adresse e-mail.',
      },
      exists: { en: 'Another record has this already.', fr: 'Un autre enregistrement l’a déjà.' },
      in_trash: {
        en: 'The record with the external ID «%{value}» is in the trash. Restore it first.',
        fr: 'L’enregistrement avec l’identifiant externe « %{value} » est dans la corbeille. Restaurez-le d’abord.',
      },
      no_key: {
        en: 'Nothing would tell this record again. Give it an ID, or tick what else should count.',
        fr: 'Rien ne permettrait de reconnaître cet enregistrement. Donnez-lui un identifiant, ou cochez ce qui doit aussi compter.',
      },
      of_another: {
        en: '«%{value}» belongs to another record: %{other}.',
        fr: '« %{value} » appartient à un autre enregistrement : %{other}.',
      },
      other_key: {
        en: 'By its other columns this is %{other}, not «%{value}». Put the ID right, or untick what should not count.',
        fr: 'D’après ses autres colonnes, c’est %{other}, et non « %{value} ». Corrigez l’identifiant, ou décochez ce qui ne doit pas compter.',
      },
      forbidden: {
        en: 'You may not create or change this.',
        fr: 'Vous ne pouvez pas créer ou modifier ceci.',
      },
      invalid: { en: 'A value does not fit here.', fr: 'Une valeur ne convient pas ici.' },
      missing: {
        en: 'It is empty, and nothing can be made without it.',
        fr: 'C’est vide, et rien ne peut être créé sans cela.',
      },
      not_found: {
        en: 'There is none with the number «%{value}».',
        fr: 'Il n’y en a pas avec le numéro « %{value} ».',
      },
      nothing: {
        en: 'The row says nothing in the chosen columns.',
        fr: 'La ligne ne dit rien dans les colonnes choisies.',
      },
      number: { en: '«%{value}» is not a number.', fr: '« %{value} » n’est pas un nombre.' },
      percent: {
        en: '«%{value}» is not a number from 0 to 100.',
        fr: '« %{value} » n’est pas un nombre de 0 à 100.',
      },
      refused: { en: 'The database refused the row.', fr: 'La base de données a refusé la ligne.' },
      web_address: {
        en: '«%{value}» leads elsewhere than to the web. Write it as https://example.com/page.',
        fr: '« %{value} » ne mène pas au web. Écrivez-le comme https://example.com/page.',
      },
      unknown_owner: {
        en: 'There is no user «%{value}». Use a name or an e-mail address of one.',
        fr: 'Il n’y a pas d’utilisateur « %{value} ». Indiquez le nom ou l’adresse e-mail d’un utilisateur.',
      },
    },
    file_error: {
      empty: {
        en: 'The file has no rows below the names of its columns.',
        fr: 'Le fichier n’a pas de lignes sous les noms de ses colonnes.',
      },
      not_excel: {
        en: 'This workbook cannot be read. Save it again, or as CSV.',
        fr: 'Ce classeur est illisible. Enregistrez-le à nouveau, ou en CSV.',
      },
      not_json: {
        en: 'This JSON file cannot be read. It has to be one object with lists such as «contacts».',
        fr: 'Ce fichier JSON est illisible. Il doit être un objet avec des listes comme « contacts ».',
      },
      too_large: {
        en: 'The file is larger than 100 MB. Split it.',
        fr: 'Le fichier dépasse 100 Mo. Divisez-le.',
      },
      unreadable: { en: 'The file cannot be read.', fr: 'Le fichier est illisible.' },
    },
  },
} satisfies Words
