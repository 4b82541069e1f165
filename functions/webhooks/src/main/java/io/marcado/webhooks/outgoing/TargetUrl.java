package io.marcado.webhooks.outgoing;

import io.marcado.domain.Result;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a receiver, in one form: the host in lower case and ASCII, without a dot at its
 * end. Which addresses that host has is not known yet.
 *
 * @param uri whose host is never an address, unless it is loopback and that is allowed
 */
public record TargetUrl(URI uri) {
  /** Longest URL, characters, as it was sent and in its one form. */
  public static final int LONGEST = 500;

  private static final int HTTPS = 443;

  /** RFC 3986's authority: somebody, a host or a literal in brackets, a port. */
  private static final Pattern AUTHORITY =
      Pattern.compile("(?<host>[^@:\\[\\]]+|\\[[0-9A-Fa-f:.]+\\])(?::(?<port>\\d{1,5})?)?");

  private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  /** The last label; with a digit first, resolvers take some for parts of an IPv4 address. */
  private static final Pattern LAST_LABEL = Pattern.compile("[a-z].*");

  /** Names that no public resolver knows (RFC 6761 and others). */
  private static final Set<String> NOT_PUBLIC =
      Set.of(
          "localhost",
          "local",
          "localdomain",
          "internal",
          "intranet",
          "private",
          "corp",
          "home",
          "lan",
          "test",
          "invalid",
          "onion",
          "alt",
          "arpa");

  /** The hosts of receivers on the own machine. */
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Reads a URL.
   *
   * @param loopback true where receivers on this machine are allowed, with {@code http} and any
   *     port
   * @return refused with the words for what is wrong
   */
  public static Result<TargetUrl, String> parse(String text, boolean loopback) {
    if (text.length() > LONGEST) {
      return Result.refused("must have at most %d characters".formatted(LONGEST));
    }
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      return Result.refused("must be a URL");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String authority = uri.getRawAuthority();
    if (!scheme.equals("https") && !(loopback && scheme.equals("http"))) {
      return Result.refused("must begin with https://");
    }
    if (authority == null) {
      return Result.refused("must have a host");
    }
    if (authority.contains("@")) {
      return Result.refused("must not have a user name or password");
    }
    if (uri.getRawFragment() != null) {
      return Result.refused("must not have a fragment");
    }
    Matcher parts = AUTHORITY.matcher(authority);
    if (!parts.matches()) {
      return Result.refused("must have a host name");
    }
    String host = ascii(parts.group("host"));
    String port = parts.group("port");
    boolean local = loopback && LOOPBACK.contains(host);
    if (!local && !isName(host)) {
      return Result.refused("must have a public host name, such as www.example.com");
    }
    if (scheme.equals("http") && !local) {
      return Result.refused("must begin with https://");
    }
    if (!local && port != null && Integer.parseInt(port) != HTTPS) {
      return Result.refused("must use port 443");
    }
    URI normal = normal(scheme, host, local ? port : null, uri);
    return normal.toString().length() > LONGEST
        ? Result.refused("must have at most %d characters, written in ASCII".formatted(LONGEST))
        : Result.done(new TargetUrl(normal));
  }

  /** The host, to be resolved. */
  public String host() {
    String host = uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static URI normal(String scheme, String host, @Nullable String port, URI uri) {
    String path = uri.getRawPath();
    String query = uri.getRawQuery();
    return URI.create(
        URI.create(
                scheme
                    + "://"
                    + host
                    + (port == null ? "" : ":" + port)
                    + (path == null || path.isEmpty() ? "/" : path)
                    + (query == null ? "" : "?" + query))
            .toASCIIString());
  }

  /** In the letters of DNS; empty when it cannot be. Wide and other dots become plain ones. */
  private static String ascii(String host) {
    if (host.startsWith("[")) {
      return host;
    }
    try {
      String ascii = IDN.toASCII(host).toLowerCase(Locale.ROOT);
      return ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static boolean isName(String host) {
    List<String> labels = List.of(host.split("\\.", -1));
    return host.length() <= 253
        && labels.size() > 1
        && labels.stream().allMatch(label -> LABEL.matcher(label).matches())
        && LAST_LABEL.matcher(labels.getLast()).matches()
        && !NOT_PUBLIC.contains(labels.getLast());
  }

  /** Without path and query, which may hold a secret of the receiver. */
  @Override
  public String toString() {
    return "TargetUrl";
  }
}
