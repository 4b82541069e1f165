package io.marcado.webhooks.outgoing;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses belong to the public internet. The blocks are those of IANA's registries of
 * special-purpose addresses for IPv4 and IPv6, without the few that some network may still route.
 */
final class PublicAddresses {
  private static final List<Block> SPECIAL_V4 =
      List.of(
          Block.v4("0.0.0.0/8"), // this network
          Block.v4("10.0.0.0/8"), // private
          Block.v4("100.64.0.0/10"), // behind a carrier's NAT
          Block.v4("127.0.0.0/8"), // loopback
          Block.v4("169.254.0.0/16"), // link-local, with the metadata services of clouds
          Block.v4("172.16.0.0/12"), // private
          Block.v4("192.0.0.0/24"), // protocol assignments
          Block.v4("192.0.2.0/24"), // documentation
          Block.v4("192.31.196.0/24"), // AS112
          Block.v4("192.52.193.0/24"), // AMT
          Block.v4("192.88.99.0/24"), // relays of 6to4
          Block.v4("192.168.0.0/16"), // private
          Block.v4("192.175.48.0/24"), // AS112
          Block.v4("198.18.0.0/15"), // benchmarks
          Block.v4("198.51.100.0/24"), // documentation
          Block.v4("203.0.113.0/24"), // documentation
          Block.v4("224.0.0.0/4"), // multicast
          Block.v4("240.0.0.0/4")); // reserved, with broadcast

  /**
   * What IANA gives out of IPv6. Outside lie, among others, the unspecified address and loopback,
   * IPv4 in its mapped, compatible and translated forms (NAT64), and unique local, link-local,
   * site-local and multicast addresses.
   */
  private static final Block GLOBAL_V6 = new Block(bytes(0x20, 0x00), 3);

  private static final List<Block> SPECIAL_V6 =
      List.of(
          new Block(bytes(0x20, 0x01, 0x00), 23), // protocol assignments, with Teredo and ORCHID
          new Block(bytes(0x20, 0x01, 0x0d, 0xb8), 32), // documentation
          new Block(bytes(0x20, 0x02), 16), // 6to4, which carries an IPv4 address
          new Block(bytes(0x26, 0x20, 0x00, 0x4f, 0x80, 0x00), 48), // AS112
          new Block(bytes(0x3f, 0xff, 0x00), 20)); // documentation

  private PublicAddresses() {}

  /** True when the address is one of the public internet. */
  static boolean contain(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address
        ? SPECIAL_V4.stream().noneMatch(block -> block.contains(bytes))
        : GLOBAL_V6.contains(bytes)
            && SPECIAL_V6.stream().noneMatch(block -> block.contains(bytes));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /**
   * The addresses that begin with the same bits.
   *
   * @param start its first bytes, as many as the bits need
   * @param bits how many are the same
   */
  private record Block(byte[] start, int bits) {

    /** A block in its usual form, such as {@code 10.0.0.0/8}. */
    static Block v4(String text) {
      String[] parts = text.split("[./]", -1);
      return new Block(
          bytes(Arrays.stream(parts).limit(4).mapToInt(Integer::parseInt).toArray()),
          Integer.parseInt(parts[4]));
    }

    boolean contains(byte[] address) {
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (start[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
