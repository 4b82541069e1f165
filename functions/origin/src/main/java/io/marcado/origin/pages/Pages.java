package io.marcado.origin.pages;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages that are packed with this capability. None has a script or loads anything: their style
 * is in them, and the policy they are sent with allows that style, by its hash, and nothing else.
 */
@Singleton
public final class Pages {
  private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final Map<String, String> texts = new ConcurrentHashMap<>();

  /** What this is. */
  public Page landing() {
    return pages.computeIfAbsent("landing.html", Pages::page);
  }

  /** All operations and schemas. */
  public Page reference() {
    return pages.computeIfAbsent("reference.html", Pages::page);
  }

  /** The OpenAPI document as it lies in the project. */
  public String contract() {
    return texts.computeIfAbsent("openapi.yaml", Pages::text);
  }

  private static Page page(String name) {
    String html = text(name);
    return new Page(html, policy(html));
  }

  private static String policy(String page) {
    Matcher style = STYLE.matcher(page);
    String styles = style.find() ? "'sha256-" + hash(style.group(1)) + "'" : "'none'";
    return "default-src 'none'; style-src "
        + styles
        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  private static String hash(String style) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String text(String name) {
    try (InputStream resource = Pages.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException(name + " was not packed");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
