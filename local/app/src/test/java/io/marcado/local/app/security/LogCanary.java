package io.marcado.local.app.security;

import io.marcado.local.outbox.IssuedCodes;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks through all that was logged while the tests of all modules ran, as Lambda would have kept
 * it: no code, token, password, hash, e-mail address or full phone number may be there. It finds by
 * their shape those that can be nothing else. The others it must know: the codes that were sent,
 * and the passwords and tokens of these tests. The build runs it after the last test and fails by
 * it.
 */
public final class LogCanary {
  private static final String SECRETS = ".secrets";

  /** What people of other modules' tests sign in with; those of this one are noted as they go. */
  private static final List<String> FIXTURES = List.of("correct horse battery", "another password");

  private static final Map<String, Pattern> FORBIDDEN = new LinkedHashMap<>();

  static {
    FORBIDDEN.put("a phone number", Pattern.compile("(?:\\+|%2[Bb])[1-9]\\d{7,14}(?!\\d)"));
    // Most of the tests' numbers are Brazilian; these are found without the plus sign too.
    FORBIDDEN.put(
        "a Brazilian number", Pattern.compile("(?<![A-Za-z0-9+-])55[1-9]\\d{9,10}(?!\\d)"));
    FORBIDDEN.put("a JWT", Pattern.compile("eyJ[A-Za-z0-9_-]{8,}"));
    FORBIDDEN.put("a password's hash", Pattern.compile("\\$argon2"));
    FORBIDDEN.put("an API key", Pattern.compile("mk_[a-z2-7]{16}_"));
    FORBIDDEN.put("a manage token", Pattern.compile("mb_[a-z2-7]{26}_"));
    FORBIDDEN.put("a link", Pattern.compile("/l/[a-z2-7]{16}(?![a-z2-7])"));
    // Refresh tokens, and the secrets of API keys, are 256 random bits in base64url. Names in Java
    // may be as long, but have no digit.
    FORBIDDEN.put(
        "a token",
        Pattern.compile(
            "(?<![A-Za-z0-9_-])(?=[A-Za-z_-]*\\d)(?=[a-z0-9_-]*[A-Z])(?=[A-Z0-9_-]*[a-z])"
                + "[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])"));
    // Invitations and resets: id and secret in base32. Trace ids are as long, but hexadecimal.
    FORBIDDEN.put(
        "a token of a message",
        Pattern.compile(
            "(?<![A-Za-z0-9_-])(?=[a-z]*[2-7])(?=[a-f2-7]*[g-z])[a-z2-7]{32}(?![A-Za-z0-9_-])"));
    FORBIDDEN.put("an e-mail address", Pattern.compile("[\\w.-]+@[\\w-]+\\.[\\w.]*[a-z]"));
  }

  /** Six digits by themselves: a code if one like that was issued. */
  private static final Pattern SIX_DIGITS =
      Pattern.compile("(?<![A-Za-z0-9.:_+-])\\d{6}(?![A-Za-z0-9])");

  /** What Meta calls its errors has six digits too. */
  private static final Pattern HARMLESS = Pattern.compile("WhatsApp [^\"]*, code \\d{6}");

  /** What most tokens look like; a line is cut into these to look each up. */
  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9_.~+/-]{8,}");

  private final Set<String> tokens = new HashSet<>();
  private final List<String> phrases = new ArrayList<>();
  private final Set<String> codes;

  /**
   * @param codes that the process sent whose log is looked through
   */
  private LogCanary(Collection<String> secrets, Collection<String> codes) {
    this.codes = Set.copyOf(codes);
    for (String secret : secrets) {
      if (RUN.matcher(secret).matches()) {
        tokens.add(secret);
      } else {
        phrases.add(secret);
      }
    }
  }

  /**
   * Fails, with the places, when there is something.
   *
   * @param arguments the folder of the logs
   */
  public static void main(String... arguments) throws IOException {
    List<String> found = inFolder(Path.of(arguments[0]));
    if (!found.isEmpty()) {
      System.err.println("The logs of the tests have what no log may have:");
      found.forEach(System.err::println);
      System.exit(1);
    }
  }

  /** Keeps secrets beside a log, for when all tests have run. */
  static void keep(Path log, Collection<String> secrets) throws IOException {
    Files.write(log.resolveSibling(log.getFileName() + SECRETS), oneLineEach(secrets));
  }

  /** Every place in the logs of a folder where something is that must not be. */
  static List<String> inFolder(Path folder) throws IOException {
    Set<String> secrets = new HashSet<>(FIXTURES);
    List<Path> logs = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(SECRETS)) {
          secrets.addAll(Files.readAllLines(file));
        } else if (!file.toString().endsWith(IssuedCodes.SUFFIX)) {
          logs.add(file);
        }
      }
    }
    if (logs.isEmpty()) {
      throw new IllegalStateException("no log in " + folder + ": nothing was captured");
    }
    List<String> found = new ArrayList<>();
    for (Path log : logs) {
      found.addAll(new LogCanary(secrets, codesBeside(log)).inFile(log));
    }
    return found;
  }

  /** Those of the same process; other processes have other codes. */
  private static Set<String> codesBeside(Path log) throws IOException {
    Path codes = log.resolveSibling(log.getFileName() + IssuedCodes.SUFFIX);
    return Files.exists(codes) ? new HashSet<>(Files.readAllLines(codes)) : Set.of();
  }

  /** The same for one file: kind and line, never the secret itself. */
  private List<String> inFile(Path log) throws IOException {
    List<String> found = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        for (String kind : inLine(line)) {
          found.add("%s in line %d of %s".formatted(kind, number, log));
        }
      }
    }
    return found;
  }

  /** What kinds of things a line has that it must not have. */
  private List<String> inLine(String line) {
    String checked = HARMLESS.matcher(line).replaceAll("");
    List<String> kinds = new ArrayList<>();
    FORBIDDEN.forEach(
        (kind, pattern) -> {
          if (pattern.matcher(checked).find()) {
            kinds.add(kind);
          }
        });
    if (SIX_DIGITS.matcher(checked).results().anyMatch(match -> codes.contains(match.group()))) {
      kinds.add("a code");
    }
    if (hasToken(line) || phrases.stream().anyMatch(line::contains)) {
      kinds.add("a secret of a test");
    }
    return kinds;
  }

  private boolean hasToken(String line) {
    if (tokens.isEmpty()) {
      return false;
    }
    Matcher runs = RUN.matcher(line);
    while (runs.find()) {
      if (tokens.contains(runs.group())) {
        return true;
      }
    }
    return false;
  }

  private static List<String> oneLineEach(Collection<String> secrets) {
    // A secret that is no Unicode text cannot be in a log.
    return secrets.stream()
        .filter(secret -> secret.lines().count() == 1)
        .filter(secret -> StandardCharsets.UTF_8.newEncoder().canEncode(secret))
        .toList();
  }
}
