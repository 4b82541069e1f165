// What a front end writes against the client of @hey-api/openapi-ts.
import { createClient } from "../target/hey-api/client";
import { createBooking, getCalendar } from "../target/hey-api";

const client = createClient({ baseUrl: "http://localhost:3000/barbearia-do-ze" });

/** A calendar entry is told apart by its kind, without a cast. */
export async function labels(from: string, to: string): Promise<string[]> {
  const { data, error } = await getCalendar({ client, query: { from, to } });
  if (!data) {
    throw new Error(error && "code" in error ? error.code : "no answer");
  }
  return data.items.map((entry) => {
    switch (entry.kind) {
      case "BUSY":
        return `busy until ${entry.end}`;
      case "BLOCK":
        return `${entry.blockId}: until ${entry.to}`;
      case "BOOKING":
        return `${entry.bookingId}: ${entry.status}`;
    }
  });
}

export const book = (start: string) =>
  createBooking({
    client,
    headers: { "Idempotency-Key": crypto.randomUUID() },
    body: { serviceId: "s2corte4b6d7f3gh", start },
  });
