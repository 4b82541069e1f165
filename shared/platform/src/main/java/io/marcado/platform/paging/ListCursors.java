package io.marcado.platform.paging;

import io.marcado.platform.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The cursors of one list: the opaque form of its positions. A cursor has a hash of the list before
 * the position, so that no other list takes it. The hash is no secret. A made-up cursor can name
 * any position, and so each list also checks that a position is one of its own.
 *
 * @param list everything that makes it this list: the business, the operation, the filters
 */
public record ListCursors(List<?> list) {
  /** Bytes of the hash: enough that no two lists of a business meet by chance. */
  private static final int HASH = 8;

  /** The cursor of a position. */
  public String of(String position) {
    byte[] text = position.getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(ByteBuffer.allocate(HASH + text.length).put(hash()).put(text).array());
  }

  /**
   * The position of a cursor.
   *
   * @throws ForeignPositionException when it is no cursor of this list
   */
  public String position(String cursor) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      if (bytes.length > HASH && Arrays.equals(bytes, 0, HASH, hash(), 0, HASH)) {
        return StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(bytes, HASH, bytes.length - HASH))
            .toString();
      }
    } catch (IllegalArgumentException | CharacterCodingException e) {
      // falls through to the refusal
    }
    throw new ForeignPositionException();
  }

  /** Hides the filters, which may say who is searched for. */
  @Override
  public String toString() {
    return "ListCursors";
  }

  private byte[] hash() {
    try {
      byte[] whole =
          MessageDigest.getInstance("SHA-256")
              .digest(Json.write(list).getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(whole, HASH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
