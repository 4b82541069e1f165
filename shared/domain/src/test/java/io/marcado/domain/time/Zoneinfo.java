package io.marcado.domain.time;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The rules of a machine, as the package tzdata installs them. Debian lists all changes until 2037
 * in its files (RFC 9636, version 2 and later).
 */
record Zoneinfo(Path folder) {
  private static final int HEADER = 44;

  /** The release of the rules, such as {@code 2026f}. */
  String release() throws IOException {
    return Files.readAllLines(folder.resolve("tzdata.zi")).getFirst().replace("# version ", "");
  }

  /** The offsets of a zone in seconds, each by the instant at which it begins. */
  SequencedMap<Instant, Integer> offsets(String id) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(id)));
    // The first part has 32 bits for each instant, the second 64.
    Counts old = Counts.at(file, 0);
    int second = HEADER + old.length(4);
    Counts counts = Counts.at(file, second);
    int times = second + HEADER;
    int kinds = times + counts.times() * 8;
    int types = kinds + counts.times();
    SequencedMap<Instant, Integer> offsets = new TreeMap<>();
    offsets.put(Instant.MIN, file.getInt(types));
    for (int i = 0; i < counts.times(); i++) {
      int kind = file.get(kinds + i) & 0xff;
      offsets.put(
          Instant.ofEpochSecond(file.getLong(times + i * 8)), file.getInt(types + kind * 6));
    }
    return offsets;
  }

  private record Counts(int utc, int standard, int leaps, int times, int types, int names) {
    static Counts at(ByteBuffer file, int position) {
      byte[] magic = new byte[4];
      file.get(position, magic);
      if (!new String(magic, StandardCharsets.US_ASCII).equals("TZif")) {
        throw new IllegalArgumentException("no TZif file");
      }
      int counts = position + 20;
      return new Counts(
          file.getInt(counts),
          file.getInt(counts + 4),
          file.getInt(counts + 8),
          file.getInt(counts + 12),
          file.getInt(counts + 16),
          file.getInt(counts + 20));
    }

    int length(int bytesOfTime) {
      return times * (bytesOfTime + 1)
          + types * 6
          + names
          + leaps * (bytesOfTime + 4)
          + standard
          + utc;
    }
  }
}
