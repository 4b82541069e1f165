package io.marcado.platform.limits;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * The part of an IP address that identifies one sender. A customer with IPv6 has at least 2⁶⁴
 * addresses (RFC 6177), so a count of single addresses would limit nothing. An IPv4 address stands
 * for itself.
 */
public final class SourceNetwork {
  private static final int NETWORK_BYTES = 8;
  private static final int SITE_BYTES = 6;

  private SourceNetwork() {}

  /**
   * The network of an address: the /64 for IPv6, the address itself for IPv4. Any other text stays
   * as it is.
   */
  public static String of(String address) {
    return prefix(address, NETWORK_BYTES);
  }

  /**
   * The site of an address: the /48 for IPv6, the address itself for IPv4. A /48 is what one
   * customer gets at most (RFC 6177), and has 65,536 networks. Any other text stays as it is.
   */
  public static String site(String address) {
    return prefix(address, SITE_BYTES);
  }

  private static String prefix(String address, int length) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      // An IPv4-mapped IPv6 address becomes an IPv4 address.
      InetAddress parsed = InetAddress.ofLiteral(address);
      byte[] bytes = parsed.getAddress();
      if (parsed instanceof Inet4Address) {
        return parsed.getHostAddress();
      }
      Arrays.fill(bytes, length, bytes.length, (byte) 0);
      return InetAddress.getByAddress(bytes).getHostAddress() + "/" + length * Byte.SIZE;
    } catch (IllegalArgumentException | UnknownHostException e) {
      return address;
    }
  }
}
