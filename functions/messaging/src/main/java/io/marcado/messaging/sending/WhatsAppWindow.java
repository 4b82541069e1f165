package io.marcado.messaging.sending;

import io.marcado.domain.Ids;
import io.marcado.domain.PhoneNumber;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import io.marcado.senders.whatsapp.OwnNumber;
import io.marcado.senders.whatsapp.WhatsAppSender;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * When each phone last wrote to a number on WhatsApp, for as long as that opens it for texts: to
 * the platform's, which is one for all businesses, or to a business's own. A phone is kept as a
 * hash.
 */
@Singleton
public final class WhatsAppWindow {
  private static final String LAST = "lastAt";
  private static final int HASH_BYTES = 12;

  /** A window that was open a moment ago may be closed when the message arrives. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private final Table table;

  public WhatsAppWindow(Table table) {
    this.table = table;
  }

  /** True while the phone gets texts from a number; empty for the platform's. */
  public boolean isOpen(PhoneNumber phone, Optional<OwnNumber> from, Instant now) {
    return table
        .platform()
        .get(key(hash(phone, from)))
        .map(item -> item.instant(LAST).plus(WhatsAppSender.WINDOW).minus(MARGIN))
        .filter(now::isBefore)
        .isPresent();
  }

  /**
   * Notes that a phone has written to a number; an older time than the known one changes nothing.
   *
   * @param phoneHash as {@link #hash} makes it
   */
  public void wrote(String phoneHash, Instant at) {
    Update update =
        new Update().set(LAST, at).set("ttl", at.plus(WhatsAppSender.WINDOW).getEpochSecond());
    Condition later = Condition.ITEM_ABSENT.or(Condition.less(LAST, at));
    if (table.platform().write(Write.update(key(phoneHash), update, later))
        instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  /** All that is kept of a phone that wrote to a number, and that waits in a queue. */
  public static String hash(PhoneNumber phone, Optional<OwnNumber> to) {
    List<String> parts =
        to.map(own -> List.of("whatsapp", phone.e164(), own.phoneNumberId()))
            .orElseGet(() -> List.of("whatsapp", phone.e164()));
    return HexFormat.of().formatHex(Ids.sha256(parts), 0, HASH_BYTES);
  }

  private static ItemKey key(String phoneHash) {
    return PartitionKey.platform("WHATSAPP#" + phoneHash).item("WINDOW");
  }
}
