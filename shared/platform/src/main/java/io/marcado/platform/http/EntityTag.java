package io.marcado.platform.http;

import io.marcado.domain.Ids;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tells one body from another: a hash of it. So it changes with the body, whatever that
 * depends on, be it the time of day, and with nothing else.
 */
record EntityTag(String value) {

  static EntityTag of(String body) {
    return new EntityTag('"' + Ids.derived(List.of(body)) + '"');
  }

  /** The tag of the same body in another form, such as compressed. */
  EntityTag weak() {
    return new EntityTag("W/" + value);
  }

  /**
   * True when the caller has this body, in whatever form.
   *
   * @param ifNoneMatch the header, if there is one
   */
  boolean isIn(@Nullable String ifNoneMatch) {
    return ifNoneMatch != null
        && Arrays.stream(ifNoneMatch.split(","))
            .map(String::strip)
            .anyMatch(one -> one.equals("*") || one.equals(value) || one.equals("W/" + value));
  }
}
