/** Further names of fields by id, as `foldHeader` writes them: German, Spanish, Italian, Dutch, Portuguese. */
export const headerWords: Readonly<Record<string, string>> = {
  'contact.first_name': 'vorname, nombre, nome, voornaam, primeiro nome',
  'contact.last_name':
    'nachname, familienname, apellido, apellidos, cognome, achternaam, sobrenome, apelido',
  'contact.full_name':
    'kontakt, ansprechpartner, ansprechperson, contacto, contatto, contactpersoon, contato',
  'contact.email_work':
    'email adresse, email geschaftlich, correo, correo electronico, posta elettronica, emailadres, emailadresse, endereco de email',
  'contact.email_home': 'email privat',
  'contact.phone_work':
    'telefon, telefonnummer, telefon geschaftlich, telefono, telefoon, telefoonnummer, telefone',
  'contact.phone_home': 'telefon privat',
  'contact.phone_other':
    'mobil, mobiltelefon, handy, handynummer, natel, movil, cellulare, mobiel, celular, telemovel',
  'contact.title':
    'position, funktion, berufsbezeichnung, cargo, puesto, qualifica, ruolo, functie',
  'contact.department': 'abteilung, departamento, reparto, afdeling',
  'contact.background':
    'notes, note, notizen, bemerkung, bemerkungen, notas, comments, kommentar, opmerkingen, remarques',
  'contact.tags': 'kategorien, schlagworte, etiquetas, etichette, labels, tags',
  'organization.name':
    'firma, unternehmen, organisation, firmenname, empresa, azienda, societa, bedrijf, compania',
  'organization.website': 'webseite, internet, homepage, sitio web, sito web, paginas web',
  'organization.address':
    'strasse, straße, adresse, strasse geschaftlich, direccion, calle, indirizzo, via, straat, adres, endereco, rua, morada',
  'organization.zipcode': 'plz, postleitzahl, codigo postal, cap, postcode, cep',
  'organization.city':
    'ort, stadt, wohnort, ort geschaftlich, ciudad, poblacion, citta, plaats, stad, cidade, localidade',
  'organization.state_abbr': 'bundesland, kanton, provincia, estado',
  'organization.country': 'land, pais, paese, nazione',
  'organization.sector': 'branche, sector, settore, setor',
  'organization.size':
    'mitarbeiter, anzahl mitarbeiter, empleados, dipendenti, medewerkers, funcionarios',
  'organization.revenue': 'umsatz, ingresos, fatturato, omzet, faturamento',
  'organization.tax_identifier':
    'ust id, ustid, uid, steuernummer, nif, cif, partita iva, btw nummer, cnpj',
  'organization.phone_number': 'telefon zentrale',
  'organization.description': 'beschreibung, descripcion, descrizione, omschrijving, descricao',
  'opportunity.name':
    'verkaufschance, chance, oportunidad, opportunita, kans, negocio, oportunidade',
  'opportunity.stage': 'verkaufsphase, phase, etapa, fase, fase di vendita',
  'opportunity.amount': 'betrag, wert, summe, importe, importo, bedrag, valor, monto',
  'opportunity.probability':
    'wahrscheinlichkeit, probabilidad, probabilita, kans in procent, probabilidade',
  'opportunity.expected_closing_date':
    'abschlussdatum, erwarteter abschluss, fecha de cierre, data di chiusura, sluitingsdatum, data de fechamento',
  'opportunity.sales':
    'zustandig, inhaber, verantwortlich, propietario, proprietario, eigenaar, responsavel',
}
