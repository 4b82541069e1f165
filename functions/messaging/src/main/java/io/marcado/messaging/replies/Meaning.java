package io.marcado.messaging.replies;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a text says. The whole text must be one of the words, but for case, accents, punctuation and
 * courtesies: "sim, mas chego tarde" is for people to read.
 */
enum Meaning {
  /** I come, in words that mean nothing else. */
  CONFIRM("1", "confirmo", "confirmar", "confirma", "confirmado", "confirmada", "confirm"),
  /** Yes, to whatever was asked. */
  YES("sim", "s", "si", "yes", "y", "yep"),
  /** Agreed; too little to cancel by. */
  OKAY("ok", "okay", "okey", "combinado", "certo", "vale"),
  /** Cancel the booking. */
  CANCEL("2", "cancelar", "cancela", "cancelo", "cancele", "cancel", "anular", "desmarcar"),
  /** No, to whatever was asked. */
  NO("nao", "n", "no", "nope"),
  /** No messages any more. */
  STOP(
      "stop",
      "stop all",
      "stopall",
      "unsubscribe",
      "opt out",
      "optout",
      "quit",
      "end",
      "remove",
      "parar",
      "pare",
      "parar tudo",
      "sair",
      "descadastrar",
      "cancelar tudo",
      "baja",
      "dar de baja",
      "alto"),
  /** Messages again. */
  START("start", "unstop", "voltar", "volta", "alta", "reativar"),
  /** Who is this, and what can I say? */
  HELP("help", "info", "ajuda", "ayuda"),
  /** For people to read. */
  OTHER;

  /** Longer texts say more than a word. */
  private static final int LONGEST = 60;

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private static final Pattern COURTESIES =
      Pattern.compile(
          "\\b(por favor|por gentileza|pfv|pf|please|muito obrigad[oa]|obrigad[oa]|obg|"
              + "muchas gracias|gracias|thank you|thanks|bom dia|boa tarde|boa noite|"
              + "buenos dias|buenas tardes|buenas|ola|oi|hola|hi|hello)\\b");

  private final Set<String> words;

  Meaning(String... words) {
    this.words = Set.of(words);
  }

  /** The words of carriers that mean STOP where no booking was told of. */
  static final List<String> OF_CARRIERS = List.of("cancel");

  static Meaning of(String text) {
    String words = plain(text);
    return Arrays.stream(values())
        .filter(meaning -> meaning.words.contains(words))
        .findFirst()
        .orElse(OTHER);
  }

  /** True for a word that carriers in some countries take for STOP. */
  static boolean isStopOfCarriers(String text) {
    return OF_CARRIERS.contains(plain(text));
  }

  private static String plain(String text) {
    if (text.length() > LONGEST) {
      return "";
    }
    String folded =
        MARKS
            .matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
            .replaceAll("")
            .toLowerCase(Locale.ROOT);
    String words = NO_LETTERS.matcher(folded).replaceAll(" ").strip();
    return COURTESIES.matcher(words).replaceAll(" ").strip().replaceAll(" +", " ");
  }
}
