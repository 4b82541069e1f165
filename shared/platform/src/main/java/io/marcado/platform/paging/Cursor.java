package io.marcado.platform.paging;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The opaque form of a position in a list. It holds sort keys only: the partition comes from the
 * tenant, so a cursor of somebody else leads nowhere.
 */
public final class Cursor {
  private Cursor() {}

  /** The cursor of a position. */
  public static String of(String position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(position.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The position of a cursor.
   *
   * @throws ForeignPositionException when it is no cursor
   */
  public static String position(String cursor) {
    try {
      String position =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor)))
              .toString();
      if (!position.isEmpty() && position.length() <= 300) {
        return position;
      }
    } catch (IllegalArgumentException | CharacterCodingException e) {
      // falls through to the refusal
    }
    throw new ForeignPositionException();
  }
}
