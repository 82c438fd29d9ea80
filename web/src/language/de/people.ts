import type { Formats } from "../formats";

export const people = (_f: Formats) => ({
  user: {
    title: "Wer angemeldet ist",
    menu: (name: string) => `Angemeldet als ${name}`,
    inLog: "Im Protokoll:",
    role: {
      SALES: "Vertrieb",
      COMPLIANCE: "Datenschutz",
      AUDITOR: "Revision",
      ADMIN: "Verwaltung",
    },
    may: {
      SALES: "Fragt, ob ein Kunde einen Auftragsverarbeitungsvertrag hat.",
      COMPLIANCE: "Liest, was erfasst ist, und erfasst Nachweise.",
      AUDITOR: "Liest alles und ändert nichts.",
      ADMIN: "Darf alles: auch Zugangsschlüssel und Löschen.",
    },
    signOut: "Abmelden",
    notAllowed: "Ihre Rolle erlaubt das nicht",
    notAllowedWhy: (role: string) =>
      `Sie sind angemeldet mit der Rolle ${role}. Wer dieses Register betreibt, kann Ihnen eine andere geben.`,
    limited: (exporters: string) =>
      `Liest die Übermittlungen von ${exporters} und was sie betrifft; erfasst nichts.`,
    notConfined: (exporters: string) =>
      `Sie sehen die Übermittlungen von ${exporters}. Diese Seite handelt von allem, was erfasst ist.`,
    toSales: "Nach einem Kunden fragen",
  },
  tokens: {
    title: "Zugang",
    programs: "Zugangsschlüssel von Programmen",
    people: "Angemeldete Personen",
    none: "Noch gibt es keinen Schlüssel. Programme senden einen als Authorization: Bearer.",
    create: "Schlüssel anlegen",
    name: "Wofür er ist",
    nameHint: "Das Protokoll nennt ihn so",
    role: "Rolle",
    exporters: "Beschränkt auf die Übermittlungen von",
    exportersHint:
      "Schlüssel von Organisationen, mit Kommas dazwischen; leer: nicht beschränkt. Beschränkt erfasst er nichts",
    limitedTo: (exporters: string) => `beschränkt auf ${exporters}`,
    expires: "Bis",
    expiresHint: "Ab dann lässt er niemanden mehr ein; höchstens zehn Jahre",
    once: "Das ist das Geheimnis. Es wird nur jetzt gezeigt: Kopieren Sie es dorthin, wo es gebraucht wird.",
    revoke: "Widerrufen",
    revokeNamed: (name: string) => `${name} widerrufen`,
    revokeWhat: "Er lässt ab sofort niemanden mehr ein. Das lässt sich nicht rückgängig machen.",
    end: "Beenden",
    endNamed: (name: string) => `Sitzung von ${name} beenden`,
    endWhat: "Wer sie benutzt, ist sofort abgemeldet und kann sich wieder anmelden.",
    made: (at: string, by: string) => `angelegt ${at} von ${by}`,
    began: (at: string) => `angemeldet ${at}`,
    until: (at: string) => `bis ${at}`,
    used: (at: string) => `benutzt ${at}`,
    unused: "nie benutzt",
    revoked: (at: string) => `widerrufen ${at}`,
    expired: "abgelaufen",
  },
});
