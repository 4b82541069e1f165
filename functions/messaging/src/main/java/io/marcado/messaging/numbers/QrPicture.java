package io.marcado.messaging.numbers;

import io.nayuki.qrcodegen.QrCode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** A QR code as a picture, with the quiet zone that readers need. */
final class QrPicture {
  private static final int QUIET_ZONE = 4;

  /** Pixels of a module of the PNG, whose side is then some 300 to 400. */
  private static final int SCALE = 10;

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private final QrCode code;
  private final int side;

  /** A picture of a text; it can be read with a sixth of it hidden. */
  QrPicture(String text) {
    this.code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    this.side = code.size + 2 * QUIET_ZONE;
  }

  /** As SVG, which has no size of its own. */
  String svg() {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int from = x;
        while (isDark(x, y)) {
          x++;
        }
        if (x > from) {
          path.append("M%d,%dh%dv1h-%dz".formatted(from, y, x - from, x - from));
        }
      }
    }
    return ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
            + " shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0,0h%dv%dh-%dz\"/>"
            + "<path d=\"%s\"/></svg>")
        .formatted(side, side, side, side, side, path);
  }

  /**
   * As PNG with one bit a pixel. The JDK's own writer takes java.desktop, which a function would
   * load for this alone.
   */
  byte[] png() {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(SIGNATURE);
    int pixels = side * SCALE;
    chunk(
        png,
        "IHDR",
        out -> {
          out.writeInt(pixels);
          out.writeInt(pixels);
          // One bit of grey; deflated, filtered by none, not interlaced.
          out.write(new byte[] {1, 0, 0, 0, 0});
        });
    chunk(
        png,
        "IDAT",
        out -> {
          try (DeflaterOutputStream deflated =
              new DeflaterOutputStream(out, new Deflater(Deflater.BEST_COMPRESSION))) {
            for (int y = 0; y < pixels; y++) {
              deflated.write(line(y / SCALE, pixels));
            }
          }
        });
    chunk(png, "IEND", _ -> {});
    return png.toByteArray();
  }

  /** A line after the number of its filter, eight pixels a byte; 1 is white. */
  private byte[] line(int y, int pixels) {
    byte[] line = new byte[1 + (pixels + 7) / 8];
    for (int x = 0; x < pixels; x++) {
      if (!isDark(x / SCALE, y)) {
        line[1 + x / 8] |= (byte) (0x80 >> x % 8);
      }
    }
    return line;
  }

  private boolean isDark(int x, int y) {
    return code.getModule(x - QUIET_ZONE, y - QUIET_ZONE);
  }

  /** Writes what a chunk holds. */
  private interface Content {
    void to(DataOutputStream out) throws IOException;
  }

  private static void chunk(ByteArrayOutputStream png, String type, Content content) {
    try {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
      content.to(new DataOutputStream(body));
      CRC32 crc = new CRC32();
      crc.update(body.toByteArray());
      DataOutputStream out = new DataOutputStream(png);
      out.writeInt(body.size() - type.length());
      body.writeTo(out);
      out.writeInt((int) crc.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException("a write to memory", e);
    }
  }
}
