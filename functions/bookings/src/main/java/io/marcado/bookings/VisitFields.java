package io.marcado.bookings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.bookings.scheduling.AskedPart;
import io.marcado.bookings.scheduling.SlotRequest;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parts of a visit, as every request about one names them. */
final class VisitFields {
  private static final FieldReader<List<AskedPart>> VISIT =
      Readers.list(
          Readers.object(VisitFields::part),
          AskedPart.LEAST,
          AskedPart.MOST,
          VisitFields::together);

  private VisitFields() {}

  static FieldReader<List<AskedPart>> visit() {
    return VISIT;
  }

  /** The parts whose service can be read, the others empty. */
  static FieldReader<List<Optional<AskedPart>>> asRead() {
    return Readers.list(
        (value, _, _) ->
            value instanceof ObjectNode part
                ? partAsRead(Fields.leniently(part))
                : Optional.empty(),
        AskedPart.MOST);
  }

  private static Optional<AskedPart> partAsRead(Fields fields) {
    return fields
        .optional("serviceId", Readers.id(ServiceId::new))
        .map(
            serviceId ->
                new AskedPart(
                    serviceId,
                    fields.optional("resourceId", Readers.id(ResourceId::new)),
                    fields.optional("durationMinutes", BookingFields.duration()),
                    fields
                        .optional("gapMinutes", Readers.gridMinutes(0, AskedPart.LONGEST_GAP))
                        .orElse(0),
                    fields.optional("parallel", Readers.bool()).orElse(false)));
  }

  /** A visit and its start, both required. */
  @SuppressWarnings("NullAway") // null only together with a fault, as everywhere in a body
  static SlotRequest slot(Fields body) {
    List<AskedPart> visit = body.required("visit", VISIT);
    OffsetDateTime start = body.required("start", Readers.dateTime());
    return visit == null
        ? new SlotRequest(null, Optional.empty(), start, Optional.empty())
        : SlotRequest.of(visit, start);
  }

  private static AskedPart part(Fields fields) {
    return new AskedPart(
        // It is null together with a fault of its own.
        fields.required("serviceId", Readers.id(ServiceId::new)),
        fields.optional("resourceId", Readers.id(ResourceId::new)),
        fields.optional("durationMinutes", BookingFields.duration()),
        fields.defaulted("gapMinutes", Readers.gridMinutes(0, AskedPart.LONGEST_GAP), 0),
        fields.defaulted("parallel", Readers.bool(), false));
  }

  /** Before the first part there is nothing to wait for, nor for one that begins with another. */
  private static List<Fault> together(List<@Nullable AskedPart> parts, String pointer) {
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      AskedPart part = parts.get(i);
      if (part != null && i == 0 && part.parallel()) {
        faults.add(
            new Fault(pointer + "/0/parallel", FaultCode.CONFLICT, "is not for the first part"));
      }
      if (part != null && part.gapMinutes() > 0 && (i == 0 || part.parallel())) {
        faults.add(
            new Fault(
                pointer + "/" + i + "/gapMinutes",
                FaultCode.CONFLICT,
                i == 0 ? "is not for the first part" : "must not stand beside parallel"));
      }
    }
    return faults;
  }
}
