package io.marcado.tenants.hours;

import io.marcado.tenants.hours.Token.Kind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words of hours in English, Portuguese and Spanish, and those of opening_hours. All are in
 * lower case and without accents.
 */
final class Vocabulary {
  /** Most words of one expression. */
  static final int LONGEST = 5;

  private static final int WORKING_DAYS = 0b0011111;
  private static final int WEEKEND = 0b1100000;
  private static final int ALL_DAYS = 0b1111111;

  /** What an expression means. */
  record Meaning(Kind kind, int value) {}

  private static final Map<String, Meaning> MEANINGS = new HashMap<>();

  static {
    days(1, "mo mon monday mondays seg segunda segundas 2a lun lunes");
    days(2, "tu tue tues tuesday tuesdays ter terca tercas 3a martes");
    days(3, "we wed weds wednesday wednesdays qua quarta quartas 4a mie mier miercoles");
    days(4, "th thu thur thurs thursday thursdays qui quinta quintas 5a jue jueves");
    days(5, "fr fri friday fridays sex sexta sextas 6a vie viernes");
    days(6, "sa sat saturday saturdays sab sabado sabados");
    days(7, "su sun sunday sundays dom domingo domingos");
    String[] names = {"segunda", "terca", "quarta", "quinta", "sexta"};
    for (int day = 1; day <= names.length; day++) {
      String name = names[day - 1];
      String number = day + 1 + "a";
      days(day, name + "-feira," + name + " feira," + name + "s-feiras," + name + "s feiras");
      days(day, number + "-feira," + number + " feira," + number + ".");
    }
    months(1, "jan january janeiro ene enero");
    months(2, "feb february fev fevereiro febrero");
    months(3, "mar march marco marzo");
    months(4, "apr april abr abril");
    months(5, "may mai maio mayo");
    months(6, "jun june junho junio");
    months(7, "jul july julho julio");
    months(8, "aug august ago agosto");
    months(9, "sep sept september set setembro septiembre setiembre");
    months(10, "oct october out outubro octubre");
    months(11, "nov november novembro noviembre");
    months(12, "dec december dez dezembro dic diciembre");
    say(
        new Meaning(Kind.DAYS, ALL_DAYS),
        "daily",
        "every day",
        "everyday",
        "all days",
        "all week",
        "7 days a week",
        "todos os dias",
        "todos dias",
        "todo dia",
        "todo os dias",
        "diariamente",
        "diario",
        "diaria",
        "a diario",
        "todos los dias",
        "toda la semana",
        "toda a semana");
    say(
        new Meaning(Kind.DAYS, WORKING_DAYS),
        "weekdays",
        "weekday",
        "working days",
        "business days",
        "m-f",
        "m - f",
        "dias uteis",
        "dia util",
        "dias de semana",
        "durante a semana",
        "dias laborables",
        "dias habiles",
        "entre semana");
    say(
        new Meaning(Kind.DAYS, WEEKEND),
        "weekends",
        "weekend",
        "fim de semana",
        "fins de semana",
        "finais de semana",
        "final de semana",
        "fin de semana",
        "fines de semana");
    say(
        new Meaning(Kind.HOLIDAY, 0),
        "ph",
        "public holiday",
        "public holidays",
        "bank holiday",
        "bank holidays",
        "holiday",
        "holidays",
        "feriado",
        "feriados",
        "festivo",
        "festivos",
        "dias festivos");
    say(
        new Meaning(Kind.SCHOOL_HOLIDAY, 0),
        "sh",
        "school holiday",
        "school holidays",
        "ferias",
        "ferias escolares",
        "vacaciones",
        "vacaciones escolares");
    feast(12, 24, "christmas eve,vespera de natal,nochebuena,noche buena");
    feast(12, 25, "christmas,christmas day,xmas,natal,dia de natal,navidad,dia de navidad");
    // More days than one, of which nobody says which they are.
    say(new Meaning(Kind.STRANGE, 0), "christmas week", "semana de natal", "semana do natal");
    feast(12, 31, "new year's eve,new years eve,vespera de ano novo,nochevieja,noche vieja");
    feast(1, 1, "new year,new year's,new year's day,new years day");
    feast(1, 1, "ano novo,ano-novo,dia de ano novo,ano nuevo,dia de ano nuevo");
    say(new Meaning(Kind.EASTER, 0), "easter", "easter sunday", "pascoa", "pascua");
    say(new Meaning(Kind.WEEK, 0), "week", "weeks", "semana", "semanas");
    say(
        new Meaning(Kind.ALWAYS, 0),
        "24/7",
        "24x7",
        "always open",
        "sempre aberto",
        "siempre abierto");
    say(
        new Meaning(Kind.ALL_DAY, 0),
        "24 hours",
        "open 24 hours",
        "24 horas",
        "aberto 24 horas",
        "abierto 24 horas",
        "24h",
        "24 h",
        "24hs",
        "24 hs",
        "24 hrs",
        "all day",
        "o dia todo",
        "dia todo",
        "todo el dia");
    say(
        new Meaning(Kind.OFF, 0),
        "off",
        "closed",
        "fechado",
        "fechada",
        "fechados",
        "nao abre",
        "cerrado",
        "cerrada",
        "encerrado",
        "encerra",
        "no abre");
    say(new Meaning(Kind.OPEN, 0), "open", "aberto", "aberta", "abierto", "abierta", "abre");
    say(new Meaning(Kind.UNKNOWN, 0), "unknown");
    say(
        new Meaning(Kind.APPOINTMENT, 0),
        "by appointment",
        "by appointment only",
        "appointment only",
        "on appointment",
        "appointments only",
        "by arrangement",
        "on request",
        "call ahead",
        "com hora marcada",
        "com horario marcado",
        "hora marcada",
        "somente com hora marcada",
        "sob agendamento",
        "com agendamento",
        "por agendamento",
        "mediante agendamento",
        "agendamento",
        "sob consulta",
        "sob marcacao",
        "por marcacao",
        "com cita previa",
        "con cita previa",
        "con cita",
        "cita previa",
        "solo con cita previa",
        "previa cita",
        "bajo cita",
        "con turno",
        "turno previo",
        "con reserva",
        "nach vereinbarung",
        "termine nach vereinbarung",
        "nur nach vereinbarung",
        "sur rendez-vous",
        "su appuntamento",
        "op afspraak");
    say(
        new Meaning(Kind.LATE, 0),
        "late",
        "open end",
        "openend",
        "close",
        "closing",
        "last customer",
        "ultimo cliente",
        "o ultimo cliente",
        "cierre",
        "fechar");
    say(new Meaning(Kind.SUN, 0), "sunrise", "sunset", "dawn", "dusk");
    say(new Meaning(Kind.TIME, Span.NOON), "noon", "midday", "meio-dia", "meio dia", "mediodia");
    say(new Meaning(Kind.TIME, 0), "midnight", "meia-noite", "meia noite", "medianoche");
    say(
        new Meaning(Kind.TO, 0),
        "to",
        "till",
        "til",
        "until",
        "through",
        "thru",
        "a",
        "as",
        "ate",
        "al",
        "hasta",
        "ao",
        "aos",
        "-");
    say(new Meaning(Kind.AND, 0), "and", "e", "y", "&");
    say(
        new Meaning(Kind.FILLER, 0),
        ("hours opening business open: from de das da dos do del de las los la el en em na no nas"
                + " nos on at the of hs hrs hr h horas hora horario horarios atendimento funcionamento"
                + " horario: uhr desde every cada o os um uma every day's only feira feiras aos. das."
                + " to: mes month dia dias days day abertos expediente atencion apertura")
            .split(" "));
    say(
        new Meaning(Kind.FILLER, 0),
        "horario de funcionamento",
        "horario de atendimento",
        "opening hours",
        "business hours",
        "horario de atencion",
        "horario de apertura");
  }

  private Vocabulary() {}

  /** The meaning of an expression; null for one that has none. */
  static @Nullable Meaning of(String expression) {
    return MEANINGS.get(expression);
  }

  private static void days(int day, String words) {
    say(new Meaning(Kind.DAY, day), words.split(words.contains(",") ? "," : " "));
  }

  private static void months(int month, String words) {
    say(new Meaning(Kind.MONTH, month), words.split(" "));
  }

  private static void feast(int month, int day, String expressions) {
    say(new Meaning(Kind.FEAST, month * 100 + day), expressions.split(","));
  }

  private static void say(Meaning meaning, String... expressions) {
    for (String expression : expressions) {
      MEANINGS.putIfAbsent(expression, meaning);
    }
  }
}
