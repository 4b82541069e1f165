package io.marcado.identity.people;

import io.marcado.domain.Channel;
import io.marcado.domain.Role;
import io.marcado.identity.published.notices.BookingNotices;
import io.marcado.identity.published.notices.BookingNotices.Bookings;
import io.marcado.identity.published.notices.BookingNotices.When;
import io.marcado.platform.table.Item;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The {@link BookingNotices} that a member of the team has chosen. An empty choice follows from the
 * role: owners are told of all bookings, by a verified e-mail or else by SMS; admins likewise, but
 * by a verified e-mail only; staff of their own bookings, by a verified e-mail only. All at once. A
 * phone or e-mail that nobody has proved gets none.
 */
public record NoticeChoice(
    Optional<List<Channel>> channels, Optional<Bookings> bookings, Optional<When> when) {
  /** The channels that can be chosen. */
  public static final List<Channel> CHANNELS = List.of(Channel.SMS, Channel.EMAIL);

  /** Nothing chosen. */
  public static final NoticeChoice NONE =
      new NoticeChoice(Optional.empty(), Optional.empty(), Optional.empty());

  public NoticeChoice {
    channels = channels.map(List::copyOf);
  }

  /** This choice, and what an earlier one has besides. */
  public NoticeChoice over(NoticeChoice earlier) {
    return new NoticeChoice(
        channels.or(earlier::channels), bookings.or(earlier::bookings), when.or(earlier::when));
  }

  /** True when a channel was chosen that would not reach the person. */
  public boolean missesEmail(Person person) {
    return channels.filter(chosen -> chosen.contains(Channel.EMAIL)).isPresent()
        && !reaches(Channel.EMAIL, person);
  }

  /**
   * The notices of a person of the team. Where no chosen channel reaches the person any more, they
   * go as if none had been chosen.
   */
  BookingNotices of(Person person, Role role) {
    List<Channel> reaching =
        channels.orElse(List.of()).stream().filter(one -> reaches(one, person)).toList();
    return new BookingNotices(
        reaching.isEmpty() ? usual(person, role) : reaching,
        bookings.orElse(role.atLeast(Role.ADMIN) ? Bookings.ALL : Bookings.OWN),
        when.orElse(When.AT_ONCE));
  }

  private static List<Channel> usual(Person person, Role role) {
    return Stream.of(Channel.EMAIL, Channel.SMS)
        .filter(channel -> channel == Channel.EMAIL || role == Role.OWNER)
        .filter(channel -> reaches(channel, person))
        .limit(1)
        .toList();
  }

  private static boolean reaches(Channel channel, Person person) {
    return channel == Channel.SMS ? person.phoneVerified() : person.emailVerified();
  }

  Item toItem() {
    Item.Builder item = Item.builder();
    channels.ifPresent(chosen -> item.texts("channels", chosen.stream().map(Enum::name).toList()));
    return item.text("bookings", bookings.map(Enum::name).orElse(null))
        .text("when", when.map(Enum::name).orElse(null))
        .build();
  }

  static NoticeChoice fromItem(Item item) {
    return new NoticeChoice(
        Optional.of(item.texts("channels").stream().map(Channel::valueOf).toList())
            .filter(chosen -> !chosen.isEmpty()),
        item.optionalText("bookings").map(Bookings::valueOf),
        item.optionalText("when").map(When::valueOf));
  }
}
