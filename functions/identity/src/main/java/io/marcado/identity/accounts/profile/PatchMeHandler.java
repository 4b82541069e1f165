package io.marcado.identity.accounts.profile;

import io.marcado.domain.Actor;
import io.marcado.domain.Channel;
import io.marcado.domain.FaultCode;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.accounts.stepup.StepUp;
import io.marcado.identity.accounts.stepup.StepUpAnswer;
import io.marcado.identity.people.NoticeChoice;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Phones;
import io.marcado.identity.people.PreferencesEdit;
import io.marcado.identity.published.notices.BookingNotices;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.tenant.LocaleReader;
import jakarta.inject.Inject;

/** {@code PATCH /users/me}: changes the caller's own profile. */
public final class PatchMeHandler extends TenantEndpoint<ProfileEdit, ProfileView> {
  private static final FieldReader<NoticeChoice> NOTICES =
      Readers.object(
          fields -> {
            NoticeChoice choice =
                new NoticeChoice(
                    fields.optional(
                        "channels",
                        Readers.distinct(
                            Readers.choice(NoticeChoice.CHANNELS, Channel::name),
                            1,
                            NoticeChoice.CHANNELS.size())),
                    fields.optional("bookings", Readers.oneOf(BookingNotices.Bookings.class)),
                    fields.optional("when", Readers.oneOf(BookingNotices.When.class)));
            fields.requireOneOf("channels", "bookings", "when");
            return choice;
          });

  @Inject OwnProfile own;
  @Inject StepUp stepUp;
  @Inject Phones phones;

  @Override
  protected Access access() {
    return Access.signedIn();
  }

  @Override
  protected ProfileEdit read(RequestReader request) {
    return request.body(this::edit);
  }

  @Override
  protected Answer<ProfileView> answer(Call call, ProfileEdit edit) {
    Actor.Person me = call.person();
    return Answer.ok(
        own.change(me, edit, () -> stepUp.check(me, edit.stepUp(), call.now()), call.now())
            .map(changed -> ProfileView.of(changed, me.role()))
            .orElseThrow(IdentityProblems::of));
  }

  private ProfileEdit edit(Fields fields) {
    ProfileEdit edit =
        new ProfileEdit(
            fields.optional("name", Readers.name(Person.LONGEST_NAME)),
            fields.optional("phone", phones.reachable()),
            fields.patch("email", Readers.email()),
            fields.patch("locale", LocaleReader.locale()),
            fields.patch("bookingNotices", NOTICES),
            fields.patch(Person.PREFERENCES, PreferencesEdit.reader()),
            fields.optional("stepUp", StepUpAnswer.reader()));
    fields.requireOneOf("name", "phone", "email", "locale", "bookingNotices", Person.PREFERENCES);
    if (edit.phone().isPresent() && edit.email().given().isPresent()) {
      fields.fault(
          "/email",
          FaultCode.CONFLICT,
          "must not be there together with phone: one is proved after the other");
    }
    return edit;
  }
}
