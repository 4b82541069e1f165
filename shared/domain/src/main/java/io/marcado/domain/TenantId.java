package io.marcado.domain;

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

  @Override
  public String toString() {
    return value;
  }
}
