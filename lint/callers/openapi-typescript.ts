// What a front end writes against the types of openapi-typescript.
import type { components, paths } from "../target/openapi-typescript/schema";

type Calendar =
  paths["/calendar"]["get"]["responses"][200]["content"]["application/json"];
type NewBooking =
  paths["/bookings"]["post"]["requestBody"]["content"]["application/json"];

/** A calendar entry is told apart by its kind, without a cast. */
export function label(entry: Calendar["items"][number]): string {
  switch (entry.kind) {
    case "BUSY":
      return `busy until ${entry.end}`;
    case "BLOCK":
      return `${entry.blockId}: until ${entry.to}`;
    case "BOOKING":
      return `${entry.bookingId}: ${entry.status}`;
  }
}

export function price(service: components["schemas"]["Service"]): string {
  return service.price ? `${service.price.amount} ${service.price.currency}` : "";
}

/** The least that a booking takes. */
export const booking: NewBooking = { serviceId: "s2corte4b6d7f3gh", start: "2026-11-23T09:00:00-03:00" };
