package io.marcado.identity.people;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What somebody types to find a person: words of the name in any order, each from its beginning,
 * and digits of the phone, with or without the country and the zero before an area code. Accents,
 * case and punctuation do not count.
 *
 * @param chunks what stands between blanks, folded, with its punctuation
 */
public record SpokenText(List<String> chunks) {
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern DIGITS = Pattern.compile("[0-9 ().+/-]*[0-9][0-9 ().+/-]*");
  private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]+");
  private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");

  public SpokenText {
    chunks = List.copyOf(chunks);
  }

  static SpokenText of(String text) {
    return new SpokenText(
        DIGITS.matcher(text).matches()
            ? List.of(NO_DIGIT.matcher(text).replaceAll(""))
            : chunksOf(text));
  }

  /** The digits, when there is nothing else. */
  Optional<String> digits() {
    return chunks.size() == 1 && isDigits(chunks.getFirst())
        ? Optional.of(chunks.getFirst())
        : Optional.empty();
  }

  /** True when some of it may be of a phone. */
  boolean mayBePhone() {
    return chunks.stream().anyMatch(chunk -> isDigits(joined(chunk)));
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && NO_DIGIT.matcher(text).replaceAll("").equals(text);
  }

  /**
   * True when all of it is found.
   *
   * @param phoneDigits in E.164 form without the plus
   */
  boolean isFoundIn(String name, String phoneDigits) {
    Set<String> words = new HashSet<>();
    for (String chunk : chunksOf(name)) {
      words.add(joined(chunk));
      words.addAll(parts(chunk));
    }
    return chunks.stream().allMatch(chunk -> found(chunk, words, phoneDigits));
  }

  private static boolean found(String chunk, Set<String> words, String phoneDigits) {
    String digits = LEADING_ZEROS.matcher(joined(chunk)).replaceFirst("");
    return begins(words, joined(chunk))
        || parts(chunk).stream().allMatch(part -> begins(words, part))
        || (isDigits(digits) && phoneDigits.contains(digits));
  }

  private static boolean begins(Set<String> words, String beginning) {
    return words.stream().anyMatch(word -> word.startsWith(beginning));
  }

  private static List<String> chunksOf(String text) {
    List<String> chunks = new ArrayList<>();
    for (String chunk : BLANKS.split(FoldedText.of(text))) {
      if (!joined(chunk).isEmpty()) {
        chunks.add(chunk);
      }
    }
    return chunks;
  }

  private static String joined(String chunk) {
    return PUNCTUATION.matcher(chunk).replaceAll("");
  }

  private static List<String> parts(String chunk) {
    return Arrays.stream(PUNCTUATION.split(chunk)).filter(part -> !part.isEmpty()).toList();
  }

  /** Hides who is searched for. */
  @Override
  public String toString() {
    return "SpokenText";
  }
}
