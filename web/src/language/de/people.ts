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
    toSales: "Nach einem Kunden fragen",
  },
});
