import type { Formats } from "../formats";

export const known = (f: Formats) => ({
  known: {
    open: "Wie bekannt am …",
    title: "Wie an einem früheren Tag bekannt",
    lead: "Die ganze Seite antwortet dann mit dem, was bis zum Ende dieses Tages erfasst war, und nach dem Recht, wie das Register es damals hatte: Später Geschriebenes zählt nicht.",
    day: "Tag",
    show: "Zeigen",
    atEnd: (day: string) => `Wie bekannt am Ende des ${f.day(day)}`,
    at: (moment: string) => `Wie bekannt am ${f.moment(moment)}`,
    reads: "Später Geschriebenes zählt nicht. Erfassen lässt sich solange nichts.",
    erased: (n: number) =>
      `${f.number(n)} ${f.plural(n, "damaliger Datenfluss wurde", "damalige Datenflüsse wurden")} seither gelöscht und ${f.plural(n, "fehlt", "fehlen")} in jeder Zahl.`,
    back: "Zurück zu jetzt",
    nonsense: "Die Adresse nennt keinen Zeitpunkt der Vergangenheit. Dies ist, was jetzt bekannt ist.",
    asThen: "Wie damals bekannt",
    thatDay: "Jener Tag",
    closed: "Solange die Seite einen früheren Stand zeigt, lässt sich nichts erfassen.",
  },
});
