package io.marcado.bookings;

import io.marcado.bookings.scheduling.BookingCreation;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.tenant.PhoneCountries;
import jakarta.inject.Inject;

/** {@code POST /public/bookings}: somebody books who is not signed in. */
public final class CreatePublicBookingHandler
    extends TenantEndpoint<PublicBookingDraft, BookingView> {
  @Inject BookingCreation creation;
  @Inject PublicBookingLimit limit;
  @Inject PhoneCountries countries;

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected PublicBookingDraft read(RequestReader request) {
    return PublicBookingDraft.read(request);
  }

  @Override
  protected Answer<BookingView> answer(Call call, PublicBookingDraft draft) {
    limit.count(call.sourceAddress());
    countries.require(call.tenant(), draft.client().phone(), "/client/phone");
    return BookingView.created(
        creation.book(call.tenant(), draft.request(), draft.client().phone().e164(), call.now()),
        call);
  }
}
