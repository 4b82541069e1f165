package io.marcado.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The identity of one business. Never its slug: a slug may be given to somebody else later, the id
 * never is, so nothing is inherited.
 */
public record TenantId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z2-7]{16}");

  public TenantId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a tenant id");
    }
  }

  /** The id that this text is; empty when it is none. */
  public static Optional<TenantId> find(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new TenantId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
