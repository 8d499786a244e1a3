import type { Words } from './catalog.ts'
import type { imports as english } from './en-imports.ts'

/** What the import says in French. */
export const imports: Words<typeof english> = {
  title: 'Importer',
  from_file: 'Importer un fichier',
  subtitle:
    'Contacts, organisations, opportunités et leurs liens dans un seul fichier. Rien n’est écrit avant que vous ayez vu ce qui se passerait.',
  choose: 'Choisir un fichier',
  drop: 'ou déposez-le ici : CSV en tout encodage, Excel, OpenDocument, vCard ou le JSON d’Atomic CRM. Les fichiers de HubSpot, Salesforce, Pipedrive, Zoho, Dynamics, Google, Outlook, LinkedIn, Twenty et EspoCRM sont connus.',
  reading: 'Lecture du fichier…',
  another: 'Autre fichier',
  columns: 'Ce que sont les colonnes',
  columns_hint:
    'Trouvé d’après leurs noms. Les colonnes qui ne sont rien sont ignorées. Les cellules vides ne changent rien.',
  remembered: 'Comme vous l’aviez choisi la dernière fois pour un fichier avec ces colonnes.',
  left_out:
    'Non importé de ce fichier : %{smart_count} entrée de « %{name} », dont le contact n’y est pas. |||| Non importé de ce fichier : %{smart_count} entrées de « %{name} », dont les contacts n’y sont pas.',
  column: 'Colonne',
  samples: 'Par exemple',
  meaning: 'Est',
  column_is: 'Ce qu’est « %{name} »',
  nothing: 'Ignorer',
  reading_title: 'Comment le fichier est lu',
  written_by: 'tel que l’écrit %{name}',
  account: '%{whole} : %{parts}',
  lines: '%{count} ligne du fichier |||| %{count} lignes du fichier',
  left_out_lines: {
    before: '%{count} au-dessus des noms des colonnes',
    header: '%{count} avec les noms des colonnes',
    empty: '%{count} sans contenu',
    footer: '%{count} sous le tableau',
    within_cells: '%{count} à l’intérieur de cellules sur plusieurs lignes',
  },
  sample: 'Par exemple : %{words}',
  sheet: 'Feuille',
  hidden_sheet: '%{name} (masquée)',
  header_line: 'Noms des colonnes à la ligne',
  footer:
    'La ligne %{line} et celles qui suivent ne semblent pas faire partie du tableau. |||| La ligne %{line} et celles qui suivent ne semblent pas faire partie du tableau.',
  leave_footer_out: 'Les ignorer',
  leave_empty: 'Laisser vides les cellules illisibles, et importer leurs lignes',
  day_order: 'Jour et mois',
  day_orders: {
    usual: 'Comme vous les écrivez',
    found_day_first: 'Le jour d’abord, comme le fichier le montre',
    found_month_first: 'Le mois d’abord, comme le fichier le montre',
    day_first: 'Le jour d’abord : %{text}',
    month_first: 'Le mois d’abord : %{text}',
  },
  day_orders_both: 'Le fichier a des jours des deux sortes : voyez les lignes avec erreurs.',
  number_question:
    '%{field} : le signe dans « %{text} » est-il celui des milliers, ou d’une fraction ?',
  number_thousands: 'Des milliers : %{number}',
  number_decimal: 'Une fraction : %{number}',
  no_decimal: 'Dites comment les montants sont écrits.',
  file_notice: {
    mended_quote:
      'Un guillemet était ouvert ou seul à la ligne %{lines} ; le reste de la ligne a dit ce qui était voulu. |||| Des guillemets étaient ouverts ou seuls aux lignes %{lines} ; le reste de chaque ligne a dit ce qui était voulu.',
    hidden_rows:
      'La ligne %{lines} est masquée dans la feuille ; elle a été lue. |||| Les lignes %{lines} sont masquées dans la feuille ; elles ont été lues.',
    hidden_columns: 'Des colonnes masquées ont été lues : %{name}.',
    merged_cells:
      'Les cellules fusionnées valent pour chacune de leurs lignes : ligne %{lines}. |||| Les cellules fusionnées valent pour chacune de leurs lignes : lignes %{lines}.',
    formula_without_value:
      'Une formule à la ligne %{lines} n’a pas de valeur enregistrée ; sa cellule compte comme vide. Ouvrez le fichier dans Excel et enregistrez-le. |||| Des formules aux lignes %{lines} n’ont pas de valeur enregistrée ; leurs cellules comptent comme vides. Ouvrez le fichier dans Excel et enregistrez-le.',
    error_cell:
      'Une cellule à la ligne %{lines} montre une erreur comme #N/A ; elle compte comme vide. |||| Des cellules aux lignes %{lines} montrent des erreurs comme #N/A ; elles comptent comme vides.',
    control_characters:
      'Des signes invisibles ont été retirés de la ligne %{lines}. |||| Des signes invisibles ont été retirés des lignes %{lines}.',
    unreadable_card:
      'La carte à la ligne %{lines} ne peut pas être lue. |||| Les cartes aux lignes %{lines} ne peuvent pas être lues.',
  },
  notices: 'Ce qui a été fait aux cellules',
  notice: {
    rounded:
      '%{field} : arrondi dans %{smart_count} ligne |||| %{field} : arrondi dans %{smart_count} lignes',
    beside_address:
      '%{field} : l’adresse a été prise, le reste ignoré dans %{smart_count} ligne |||| %{field} : les adresses ont été prises, le reste ignoré dans %{smart_count} lignes',
    exchange_address:
      '%{field} : une adresse interne à Exchange a été ignorée dans %{smart_count} ligne |||| %{field} : des adresses internes à Exchange ont été ignorées dans %{smart_count} lignes',
    no_value:
      '%{field} : compte comme vide dans %{smart_count} ligne |||| %{field} : compte comme vide dans %{smart_count} lignes',
    beyond_list:
      '%{field} : une valeur que les réglages ne connaissent pas dans %{smart_count} ligne |||| %{field} : des valeurs que les réglages ne connaissent pas dans %{smart_count} lignes',
    left_empty:
      '%{field} : illisible, laissé vide dans %{smart_count} ligne |||| %{field} : illisible, laissé vide dans %{smart_count} lignes',
  },
  notice_example: 'ligne %{line} : %{value}',
  values: 'Ce que sont les valeurs',
  values_hint:
    'Aucune n’est des nôtres. Ce qui est proposé peut être changé, et sert pour le prochain fichier avec ces colonnes.',
  value_is: 'Ce qu’est la valeur « %{name} »',
  value_unsaid: 'Choisir…',
  value_new: 'La garder telle quelle',
  value_empty: 'La laisser vide',
  as_stage: 'Étape : %{name}',
  file_rows: '%{count} ligne |||| %{count} lignes',
  encoding: 'Encodage',
  separator: 'Séparateur',
  separators: {
    comma: 'Virgule',
    semicolon: 'Point-virgule',
    tab: 'Tabulation',
    bar: 'Barre verticale',
  },
  matching: {
    title: 'À quoi un enregistrement se reconnaît',
    hint: 'D’abord à son identifiant. Si personne ne l’a encore, ce qui est coché ici trouve l’enregistrement, qui garde alors l’identifiant ; ce qui n’est pas trouvé est nouveau.',
    source: 'Nom de l’autre système',
    source_hint:
      'Ses identifiants sont gardés sous ce nom : donnez le même avec son prochain fichier.',
    no_source: 'Nommez le système dont viennent les identifiants externes.',
    by: {
      contact_email: 'Adresse e-mail',
      contact_name: 'Nom, dans l’organisation',
      organization_name: 'Nom',
      opportunity_name: 'Nom, dans l’organisation',
    },
  },
  preview: 'Premières lignes',
  preview_hint:
    'Ce qui a été lu, et dessous en gris ce qui est dans le fichier quand cela diffère.',
  check: 'Vérifier',
  checking: 'Vérification : %{done} sur %{total}',
  checked: 'Ce qui se passerait',
  back: 'Retour aux colonnes',
  run: 'Importer %{smart_count} ligne |||| Importer %{smart_count} lignes',
  running: 'Import : %{done} sur %{total}',
  running_hint: 'Vous pouvez travailler sur d’autres pages ; gardez cette fenêtre ouverte.',
  stop: 'Arrêter',
  stopped: 'Arrêté. Chargez le même fichier pour continuer : ce qui existe déjà reste tel quel.',
  stopped_at: 'Arrêté après %{done} lignes sur %{total}.',
  go_on: 'Chargez le même fichier pour continuer : ce qui existe déjà reste tel quel.',
  result: 'Ce qui s’est passé',
  finished: '%{smart_count} ligne importée |||| %{smart_count} lignes importées',
  no_columns: 'Indiquez pour au moins une colonne ce qu’elle est.',
  kind: 'Genre',
  created: 'Nouveaux',
  updated: 'Modifiés',
  unchanged: 'Identiques',
  failed: 'Avec erreurs',
  rows: 'Lignes',
  errors: 'Lignes avec erreurs',
  errors_hint:
    'Elles sont laissées de côté et ne retiennent pas les autres. Corrigez-les ici, ou téléchargez-les, corrigez-les et chargez ce fichier.',
  correct: 'Corriger',
  correct_row: 'Corriger la ligne %{line}',
  correct_done: 'Garder',
  corrected: 'Corrigée, pas encore envoyée',
  check_corrected:
    'Vérifier %{smart_count} ligne corrigée |||| Vérifier %{smart_count} lignes corrigées',
  import_corrected:
    'Importer %{smart_count} ligne corrigée |||| Importer %{smart_count} lignes corrigées',
  first_errors: 'Les %{shown} premières sur %{smart_count}.',
  download_errors: 'Télécharger ces lignes',
  error_file: 'lignes-avec-erreurs',
  line: 'Ligne %{line}',
  undo: 'Défaire',
  undo_hint:
    'Défaire met à la corbeille les organisations et les opportunités qu’un import a créées, supprime les contacts, les notes et les tâches qu’il a créés, et rétablit ce qu’il a modifié. Ce qui a été modifié ou utilisé depuis reste.',
  undo_named: 'Défaire l’import : %{name}',
  undoing: 'Annulation : encore %{smart_count}',
  undone: 'Défait',
  kept: '%{smart_count} changement a été gardé |||| %{smart_count} changements ont été gardés',
  kept_title: 'Gardé, parce que modifié ou utilisé depuis',
  show_kept: 'Qu’est-ce qui a été gardé ?',
  none_kept: 'Rien : tout a été défait.',
  kept_why: {
    changed: 'modifié depuis',
    used: 'autre chose y fait référence maintenant',
    forbidden: 'vous ne pouvez pas le modifier',
  },
  former: 'Vos imports',
  former_counts:
    '%{created} nouvelles, %{updated} modifiées, %{unchanged} identiques, %{failed} non importées',
  link: 'Lien',
  of_section: '%{section} : %{name}',
  field: {
    full_name: 'Nom complet',
    email_work: 'E-mail (travail)',
    email_home: 'E-mail (domicile)',
    email_other: 'E-mail (autre)',
    phone_work: 'Téléphone (travail)',
    phone_home: 'Téléphone (domicile)',
    phone_other: 'Téléphone (autre)',
    contact_id: 'ID du contact',
    external_id: 'Identifiant externe',
    organization_id: 'ID de l’organisation',
    opportunity_id: 'ID de l’opportunité',
    opportunity_role: 'Rôle dans l’opportunité',
    note_text: 'Texte de la note',
    note_date: 'Jour de la note',
    note_status: 'Statut dans la note',
    note_sales: 'Auteur de la note',
    note_attachments: 'Adresses des pièces jointes',
    note_lines: 'Une ligne de la note',
    task_text: 'Texte de la tâche',
    task_type: 'Type de la tâche',
    task_due_date: 'Échéance de la tâche',
    task_done_date: 'Tâche faite le',
    task_sales: 'Responsable de la tâche',
  },
  changes: {
    checked: 'Ce qui serait écrasé, et ce qui ressemble à autre chose',
    done: 'Ce qui a été écrasé, et ce qui ressemble à autre chose',
    near: 'nouveau, bien que semblable à %{name}',
  },
  error: {
    several_people:
      'Plusieurs personnes ont l’adresse « %{value} » : %{other}. Donnez un nom à la ligne.',
    too_long: 'Un texte est trop long pour son champ.',
    two_numbers: '« %{value} » se lit de deux façons. Dites comment les montants sont écrits.',
    open_quote: 'Un guillemet est ouvert et mal fermé : %{value}',
    too_many_cells:
      'Elle a plus de cellules qu’il n’y a de colonnes. Mettez entre guillemets celles qui contiennent le séparateur.',
    boolean: '« %{value} » n’est ni oui ni non.',
    choice: '« %{value} » n’est pas une de ses valeurs.',
    day: '« %{value} » n’est pas un jour. Écrivez-le comme 2026-12-31.',
    email: '« %{value} » n’est pas une adresse e-mail.',
    exists: 'Un autre enregistrement l’a déjà.',
    in_trash:
      'L’enregistrement avec l’identifiant externe « %{value} » est dans la corbeille. Restaurez-le d’abord.',
    no_key:
      'Rien ne permettrait de reconnaître cet enregistrement. Donnez-lui un identifiant, ou cochez ce qui doit aussi compter.',
    of_another: '« %{value} » appartient à un autre enregistrement : %{other}.',
    other_key:
      'D’après ses autres colonnes, c’est %{other}, et non « %{value} ». Corrigez l’identifiant, ou décochez ce qui ne doit pas compter.',
    forbidden: 'Vous ne pouvez pas créer ou modifier ceci.',
    invalid: 'Une valeur ne convient pas ici.',
    missing: 'C’est vide, et rien ne peut être créé sans cela.',
    not_found: 'Il n’y en a pas avec le numéro « %{value} ».',
    nothing: 'La ligne ne dit rien dans les colonnes choisies.',
    number: '« %{value} » n’est pas un nombre.',
    percent: '« %{value} » n’est pas un nombre de 0 à 100.',
    refused: 'La base de données a refusé la ligne.',
    web_address: '« %{value} » ne mène pas au web. Écrivez-le comme https://example.com/page.',
    unknown_owner:
      'Il n’y a pas d’utilisateur « %{value} ». Indiquez le nom ou l’adresse e-mail d’un utilisateur.',
  },
  file_error: {
    empty: 'Le fichier n’a pas de lignes sous les noms de ses colonnes.',
    not_excel: 'Ce classeur est illisible. Enregistrez-le à nouveau, ou en CSV.',
    not_json:
      'Ce fichier JSON est illisible. Il doit être un objet avec des listes comme « contacts ».',
    too_large: 'Le fichier dépasse 100 Mo. Divisez-le.',
    unreadable: 'Le fichier est illisible.',
  },
}
